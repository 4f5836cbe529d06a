import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { ElementCutter } from "../../src/collect/imports/formats/json/elements.ts";
import { zipOf } from "../support/archive.ts";
import { cellsOf, lookAt, recordsOf } from "../support/looked.ts";
import { textRow, workbookOf } from "../support/sheets.ts";

const told = async (bytes: string | Uint8Array, name?: string) => {
  const tables = await lookAt(bytes, name);
  return Promise.all(tables.map(async (table) => [table.format, table.name, table.headers, await cellsOf(table)]));
};

describe("a file's format", () => {
  it("is known by its content, whatever its name says", async () => {
    const rows = '{"user":"1","nps":9}\n{"user":"2","nps":3}\n';
    const book = workbookOf({ sheets: [{ name: "A", rows: textRow(1, ["user", "nps"]) + textRow(2, ["x", "y"]) }] });
    const files: [string | Uint8Array, string][] = [
      ["user;nps\n1;9\n", "csv"],
      ["[not json],score\n1,9\n", "csv"],
      [rows, "ndjson"],
      [`\uFEFF\n${rows}`, "ndjson"],
      [rows.split("\n")[0]!, "ndjson"],
      ['[{"user":"1"}]', "json"],
      ['{"answers":[{"user":"1"}]}', "json"],
      [iconv.encode('[{"user":"Jörg"}]', "utf-16le", { addBOM: true }), "json"],
      ['<?xml version="1.0"?>\n<!-- a log -->\n<log><trace><event><string key="concept:name" value="A"/></event></trace></log>', "xes"],
      [book, "xlsx"],
      [gzipSync(rows), "ndjson"],
      [gzipSync(book), "xlsx"],
      [zipOf([{ name: "x", data: rows }]), "ndjson"],
      [zipOf([{ name: "deep/er/x.csv", data: book }]), "xlsx"],
    ];
    for (const [bytes, format] of files) expect((await lookAt(bytes, "data.pdf")).map((table) => table.format)).toEqual([format]);
  });

  it("that is no table is refused with what to do", async () => {
    const refused: [string | Uint8Array, string][] = [
      ["%PDF-1.7\n", "it is a PDF."],
      [Buffer.from("d0cf11e0a1b11ae1", "hex"), "it is an old Excel file (.xls), or one that is locked with a password."],
      ["<!DOCTYPE html><table><tr><td>1</td></tr></table>", "it is a web page"],
      ['<?xml version="1.0"?><feed><entry/></feed>', "it is a web page or an XML file"],
      [Buffer.alloc(5000), "it is not text"],
      ["{}", "its lines hold no values"],
      ["[[1,2],[3,4]]", "it holds no list of objects."],
      ['{"r1": {"user": "1", "nps": 9}, "r2": {"user": "2", "nps": 3, "comment": "Late"}}', "it holds no list of objects."],
      ['{"user": ["1", "2"], "nps": [9, 3]}', "it holds no list of objects."],
      ['{"a":{"b":[{"c":1}]', "it ends in the middle of a value"],
    ];
    for (const [bytes, says] of refused) {
      const answer = await lookAt(bytes).then(
        (tables) => (tables.every(({ sample }) => sample.length === 0) ? "it holds no rows" : "tables"),
        (error: Error) => error.message,
      );
      expect(answer).toContain(says);
    }
  });
});

describe("what stands above a table of text", () => {
  const table =
    'Response ID,E-mail,CSAT,Verbatim,Submitted at\nR1,a@example.com,4,"ok, fine",2026-04-01\nR2,b@example.com,2,late,2026-04-02\n';

  it("is passed over: a hint for Excel, a title, a period, and no row is lost or taken for one", async () => {
    const above: [string, number][] = [
      ["", 1],
      ["sep=,\n", 2],
      ["Customer report\nGenerated,2026-05-01\n\n", 4],
      ["sep=,\nCustomer report\n", 3],
    ];
    for (const [text, firstRow] of above) {
      const [found] = await lookAt(text + table);
      expect({ text, firstRow: found!.firstRow, headers: found!.headers.length, rows: found!.rowsEstimated }).toEqual({
        text,
        firstRow,
        headers: 5,
        rows: 2,
      });
      expect((await cellsOf(found!)).map(([id]) => id)).toEqual(["R1", "R2"]);
    }
  });

  it("decides what parts the cells, where it says so", async () => {
    const [found] = await lookAt("sep=;\r\nKunde;Punkte\r\n1,5;9\r\n2,5;3\r\n");
    expect([found!.headers, await cellsOf(found!)]).toEqual([
      ["Kunde", "Punkte"],
      [
        ["1,5", "9"],
        ["2,5", "3"],
      ],
    ]);
  });

  it("is no row with gaps at the beginning of a table without a header", async () => {
    const [found] = await lookAt("1,,,,\n2,a@example.com,4,fine,2026-04-01\n3,b@example.com,2,late,2026-04-02\n");
    expect([found!.firstRow, (await cellsOf(found!)).length]).toEqual([1, 3]);
  });

  it("is no header of many columns with few names above the rest of them", async () => {
    const wide = `ID,Start,End,Mail,Name,${",".repeat(20)}\n,,,,,${Array.from({ length: 20 }, (_, i) => `Choice ${i}`).join()}\n`;
    const rows = [1, 2, 3].map((n) => `${n},a,b,c,d,${Array.from({ length: 20 }, () => "yes").join()}\n`).join("");
    expect((await lookAt(wide + rows))[0]).toMatchObject({ firstRow: 1 });
  });
});

describe("JSON", () => {
  it("becomes a table with a column for each key, those within objects as outer.inner", async () => {
    const list = [
      { id: 7, who: { name: "Ada", address: { city: "Bonn" } }, tags: ["a", "b"], paid: true, note: null },
      { id: 8, score: 9.5, who: { name: 'Bo "B" O', address: {} } },
    ];
    expect(await told(JSON.stringify(list, null, 2))).toEqual([
      [
        "json",
        "",
        ["id", "who.name", "who.address.city", "tags", "paid", "note", "score"],
        [
          ["7", "Ada", "Bonn", '["a","b"]', "true", "", ""],
          ["8", 'Bo "B" O', "", "", "", "", "9.5"],
        ],
      ],
    ]);
  });

  it("finds the list in an object, however deep, and offers each when there are several", async () => {
    expect(await told('{"ok":true,"page":{"of":3,"items":[{"a":1},{"a":2}]},"next":null}')).toEqual([["json", "", ["a"], [["1"], ["2"]]]]);
    expect(await told('{"orders":[{"id":"A"}],"none":[],"people":[{"name":"Bo","pets":[{"name":"Rex"}]}]}')).toEqual([
      ["json", "orders", ["id"], [["A"]]],
      ["json", "people", ["name", "pets"], [["Bo", '[{"name":"Rex"}]']]],
    ]);
  });

  it("keeps every digit of a long id", async () => {
    const text = '[{"id":12345678901234567890,"s":"x:1234567890123456789 \\"","n":-9007199254740993,"f":0.1234567890123456}]';
    expect((await told(text))[0]![3]).toEqual([
      ["12345678901234567890", 'x:1234567890123456789 "', "-9007199254740993", "0.1234567890123456"],
    ]);
  });

  it("loses one object, not the rest, to what is no JSON", async () => {
    const [table] = await lookAt('[{"a":1},{"a":NaN},{"a":2,},{"a":"x"}]');
    expect((await recordsOf(table!)).map(({ row, problem, cells, raw }) => [row, problem ?? cells, raw])).toEqual([
      [1, ["1"], "1"],
      [2, "bad_json", '"{""a"":NaN}"'],
      [3, "bad_json", '"{""a"":2,}"'],
      [4, ["x"], "x"],
    ]);
  });

  it("is the same however it is cut into pieces", () => {
    const text = '{"m":{"k]":"[{"},"list":[{"a":"}\\"{"},[1],"s",{"b":[{"c":"\\\\"}]}],"more":[{"d":1}]}';
    const whole = new ElementCutter().read(text);
    expect(whole.map(({ list, text: object }) => [list, object])).toEqual([
      ["list", '{"a":"}\\"{"}'],
      ["list", '{"b":[{"c":"\\\\"}]}'],
      ["more", '{"d":1}'],
    ]);
    for (let size = 1; size < 9; size++) {
      const cutter = new ElementCutter();
      const found = [];
      for (let at = 0; at < text.length; at += size) found.push(...cutter.read(text.slice(at, at + size)));
      expect(found).toEqual(whole);
    }
  });
});

describe("lines of JSON", () => {
  it("are rows with the numbers of their lines, and a bad line is one row lost", async () => {
    const [table] = await lookAt('{"a":1}\r\n\n{"a":\n{"b":{"c":"x"}}\n[1]');
    expect(table!.headers).toEqual(["a", "b.c"]);
    expect((await recordsOf(table!)).map(({ row, problem, cells }) => [row, problem ?? cells])).toEqual([
      [1, ["1", ""]],
      [3, "bad_json"],
      [4, ["", "x"]],
      [5, "bad_json"],
    ]);
  });
});
