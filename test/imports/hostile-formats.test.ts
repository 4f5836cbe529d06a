import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readXml } from "../../src/collect/imports/formats/xml.ts";
import { zipOf, type Packed } from "../support/archive.ts";
import { caps, cellsOf, lookAt, recordsOf } from "../support/looked.ts";
import { textRow, workbookOf } from "../support/sheets.ts";

const refusalOf = (bytes: string | Uint8Array, given = caps): Promise<string> =>
  lookAt(bytes, "file", given).then(
    (tables) => `no refusal: ${tables.map(({ headers }) => headers.join()).join()}`,
    (error: Error) => error.message,
  );
const rows = "user,nps\n1,9\n";
const zeros = Buffer.alloc(64 * 1024 * 1024);

describe("a packed file that means harm", () => {
  it("may not unfold further than it should, and is stopped long before it has", async () => {
    expect(await refusalOf(gzipSync(zeros))).toContain("it unfolds to more than 250 times its size");
    expect(await refusalOf(zipOf([{ name: "a.csv", data: zeros }]))).toContain("it unfolds to more than 250 times its size");
    const small = { ...caps, mostBytes: 1024 };
    expect(await refusalOf(gzipSync(rows.repeat(200)), small)).toContain("(RAPPORT_UNPACKED_MB)");
    const two = ["a", "b"].map((name): Packed => ({ name, data: rows.repeat(60) }));
    expect(await refusalOf(zipOf(two), small)).toContain("(RAPPORT_UNPACKED_MB)");
    expect(await refusalOf(zipOf([{ name: "a.csv", data: rows.repeat(2000), claims: 40 }]))).toContain("damaged or incomplete zip archive");
    const sheet = { name: "S", rows: textRow(1, ["a", "b"]) };
    expect(await refusalOf(workbookOf({ sheets: [sheet], more: [{ name: "xl/media/x", data: zeros }] }))).toContain(
      "it unfolds to more than",
    );
  });

  it("may be as repetitive as it likes while it is small", async () => {
    const [table] = await lookAt(gzipSync(rows + "1,9\n".repeat(1_000_000)));
    expect(table!.rowsEstimated).toBe(1_000_000);
  });

  it("is refused when it is locked, a link, leads out, holds an archive, or lists a million files", async () => {
    const file = { name: "a.csv", data: rows };
    expect(await refusalOf(zipOf([{ ...file, isEncrypted: true }]))).toContain("a.csv in it is locked with a password.");
    expect(await refusalOf(zipOf([{ ...file, mode: 0o120777 }]))).toContain("a.csv in it is a link to another file.");
    expect(await refusalOf(zipOf([{ ...file, method: 12 }]))).toContain("a.csv in it is packed in a way that is not read here.");
    for (const name of ["../a.csv", "/etc/a.csv", "b/../../a.csv", "C:/a.csv", "..\\a.csv"])
      expect(await refusalOf(zipOf([{ ...file, name }]))).toContain("a name that leads out of the archive");
    expect(await refusalOf(zipOf([{ name: "b.zip", data: zipOf([file]) }]))).toContain("b.zip in file: it is packed within a packed file.");
    expect(await refusalOf(gzipSync(gzipSync(rows)))).toContain("it is packed within a packed file.");
    expect(await refusalOf(zipOf([file], 1_000_000))).toContain("it lists 1000000 files.");
    expect(await refusalOf(zipOf(Array.from({ length: 201 }, (_, i) => ({ name: `${i}.csv`, data: rows }))))).toContain(
      "it lists 201 files.",
    );
  });

  it("is refused when a part of it is missing or damaged", async () => {
    const packed = gzipSync(rows.repeat(500));
    expect(await refusalOf(packed.subarray(0, packed.length - 9))).toContain("it ends in the middle");
    const spoiled = Buffer.from(packed);
    spoiled.fill(0xff, 20, 40);
    expect(await refusalOf(spoiled)).toContain("it is a damaged gzip file.");
    const archive = zipOf([{ name: "a.csv", data: rows.repeat(500) }]);
    expect(await refusalOf(archive.subarray(0, archive.length - 30))).toContain("damaged or incomplete zip archive");
    archive.fill(0xff, 40, 50);
    expect(await refusalOf(archive)).toContain("damaged or incomplete zip archive");
    expect(await refusalOf(zipOf([]))).toContain("no refusal: ");
  });

  it("may hold what systems add, and one file that is no table beside those that are", async () => {
    const tables = await lookAt(
      zipOf([
        { name: "__MACOSX/._a.csv", data: "\0\0\0" },
        { name: "sub/", data: "" },
        { name: ".DS_Store", data: "\0\0" },
        { name: "read me.pdf", data: "%PDF-1.4" },
        { name: "sub/a.csv", data: rows },
        { name: "b.csv", data: rows },
      ]),
    );
    expect(tables.map(({ name }) => name)).toEqual(["sub/a.csv", "b.csv"]);
  });
});

describe("XML that means harm", () => {
  const wrapped = (inner: string, before = ""): string => `<?xml version="1.0"?>${before}<log><trace><event>${inner}</event></trace></log>`;

  it("expands nothing, and is refused with its document type", async () => {
    const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join("");
    const bomb = `<!DOCTYPE log [<!ENTITY l0 "ha">${entities}]>`;
    expect(await refusalOf(wrapped('<string key="concept:name" value="&l9;"/>', bomb))).toContain("a document type of its own (DOCTYPE)");
    const reads = '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/hostname">]>';
    expect(await refusalOf(wrapped('<string key="concept:name" value="&x;"/>', reads))).toContain("a document type of its own (DOCTYPE)");
    expect(await refusalOf(wrapped('<string key="concept:name" value="&x;"/>'))).toContain("it is not well-formed XML");
  });

  it("is refused when it is nested without end, has a value without end, or is no XML at all", async () => {
    expect(await refusalOf(wrapped('<list key="a">'.repeat(100_000)))).toContain("nested more than 200 levels deep");
    expect(await refusalOf(wrapped(`<string key="a" value="${"x".repeat(5_000_000)}"/>`))).toContain("longer than 4 million characters");
    expect(await refusalOf(wrapped(`<!--${"x".repeat(5_000_000)}-->`))).toContain("longer than 4 million characters");
    expect(await refusalOf(wrapped("<string key=a></event>"))).toContain("it is not well-formed XML");
    expect(await refusalOf(wrapped("").slice(0, -9))).toContain("it is not well-formed XML");
    const read = async () => {
      async function* endless(): AsyncGenerator<Uint8Array> {
        yield Buffer.from("<!DOCTYPE log [");
        for (;;) yield Buffer.alloc(262_144, "x");
      }
      for await (const _ of readXml(endless(), { open() {}, close() {} }, { file: { name: "f" } })) continue;
    };
    await expect(read()).rejects.toThrow("longer than 4 million characters");
  });

  it("has an attribute called like what every object has, and it is only a column", async () => {
    const [table] = await lookAt(wrapped('<string key="__proto__" value="x"/><string key="constructor" value="y"/>'));
    expect((await cellsOf(table!))[0]!.slice(5)).toEqual(["x", "y"]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });
});

describe("a workbook that means harm or is odd", () => {
  const sheet = (cells: string) => workbookOf({ sheets: [{ name: "S", rows: `${textRow(1, ["a", "b"])}<row r="2">${cells}</row>` }] });

  it("has 16 384 columns, and they count only when something is in them", async () => {
    const empty = Array.from({ length: 16_384 }, () => "<c/>").join("");
    const [table] = await lookAt(sheet(`<c><v>1</v></c>${empty}`));
    expect(await cellsOf(table!)).toEqual([["1"]]);
    expect(await refusalOf(sheet('<c r="A2"><v>1</v></c><c r="XFD2"><v>1</v></c>'))).toContain("it has more than 1000 columns.");
    expect(await refusalOf(sheet('<c r="ZZZZZZZZZZZZZZZZ2"><v>1</v></c>'))).toContain("it has more than 1000 columns.");
  });

  it("has an empty sheet, no sheet, or rows that count backwards", async () => {
    expect(await lookAt(workbookOf({ sheets: [{ name: "S", rows: "" }] }))).toEqual([]);
    expect(await lookAt(workbookOf({ sheets: [] }))).toEqual([]);
    const back = `${textRow(9, ["user", "nps"])}${textRow(3, ["1", "9"])}<row r="-5"><c r="b"><v>1</v></c></row><row r="x"><c r="1"><v>2</v></c></row>`;
    const [table] = await lookAt(workbookOf({ sheets: [{ name: "S", rows: back }] }));
    expect(table!.headers).toEqual(["user", "nps"]);
  });

  it("is locked, is binary, or is a document of another kind", async () => {
    expect(await refusalOf(zipOf([{ name: "xl/workbook.bin", data: "" }]))).toContain("it is a binary Excel workbook (.xlsb).");
    expect(await refusalOf(zipOf([{ name: "word/document.xml", data: "" }]))).toContain("it is a text document");
    const ods = ["mimetype", "content.xml"].map((name): Packed => ({ name, data: "", method: 0 }));
    expect(await refusalOf(zipOf(ods))).toContain("it is an OpenDocument file.");
  });
});

describe("JSON that means harm", () => {
  it("is nested without end, holds a row without end, or has more columns than a table", async () => {
    const deep = `[{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}},{"a":1}]`;
    const [table] = await lookAt(deep);
    expect((await recordsOf(table!)).map(({ problem, cells }) => problem ?? cells)).toEqual(["too_deep", ["1"]]);
    expect(await refusalOf('{"a":'.repeat(1_000_000))).toContain("nested too deeply");
    const long = `[{"a":"${"x".repeat(900_000)}"},{"a":1}]`;
    expect((await recordsOf((await lookAt(long))[0]!)).map(({ problem, cells }) => problem ?? cells)).toEqual(["too_long", ["1"]]);
    const line = `{"a":"${"x".repeat(900_000)}"}\n{"a":1}\n{"a":2}`;
    const lines = await lookAt(`{"a":0}\n${line}`);
    expect((await recordsOf(lines[0]!)).map(({ row, problem, cells }) => [row, problem ?? cells])).toEqual([
      [1, ["0"]],
      [2, "too_long"],
      [3, ["1"]],
      [4, ["2"]],
    ]);
    const wide = Array.from({ length: 100 }, (_, i) => Object.fromEntries(Array.from({ length: 20 }, (__, k) => [`k${i}-${k}`, 1])));
    expect(await refusalOf(JSON.stringify(wide))).toContain("it has more than 1000 columns.");
    expect(await refusalOf(JSON.stringify(Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`l${i}`, [{ a: 1 }]]))))).toContain(
      "no refusal",
    );
  });

  it("has keys that objects have already, NULs and damaged letters", async () => {
    const [table] = await lookAt('[{"__proto__":{"polluted":"yes"},"":"blank","a\\u0000b":"x\\u0000y","half":"\\ud83d"},{"a":"\\ufffd"}]');
    expect(table!.headers).toEqual(["__proto__.polluted", "(no name)", "ab", "half", "a"]);
    expect((await cellsOf(table!))[0]).toEqual(["yes", "blank", "xy", "\uFFFD", ""]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    const damaged = Buffer.from('[{"a":"gut"},{"a":"f?r"}]');
    damaged[damaged.lastIndexOf("?")] = 0xfc;
    const [half] = await lookAt(Buffer.concat([Buffer.from(`[${'{"a":"größer"},'.repeat(40)}`), damaged.subarray(1)]));
    expect((await recordsOf(half!)).at(-1)!.problem).toBe("bad_encoding");
  });
});
