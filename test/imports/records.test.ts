import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detectDialect } from "../../src/collect/imports/formats/csv/dialect.ts";
import { RecordReader, type Dialect } from "../../src/collect/imports/formats/csv/records.ts";
import { csvLine, guardCell, unguardCell } from "../../src/model/csv.ts";

const comma: Dialect = { delimiter: ",", newline: "\n" };

function readWhole(text: string, dialect = comma, limit?: number) {
  const reader = new RecordReader(dialect, limit);
  return [...reader.read(text), ...reader.end()];
}
const cellsOf = (text: string, dialect = comma) => readWhole(text, dialect).map((record) => record.cells);

const cell = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[a-z",;\t\r\n '=|]{0,8}$/));
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 12 });

describe("a file's text", () => {
  it("comes back as the table that was written, however it is cut into pieces", () => {
    fc.assert(
      fc.property(table, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (rows, sizes) => {
        const text = rows.map(csvLine).join("");
        const reader = new RecordReader(comma);
        const records = [];
        for (let at = 0, i = 0; at < text.length; i++) {
          const size = sizes[i % sizes.length]!;
          records.push(...reader.read(text.slice(at, at + size)));
          at += size;
        }
        records.push(...reader.end());
        expect(records.map((record) => record.cells)).toEqual(rows);
      }),
      { numRuns: 1000 },
    );
  });

  it("has rows numbered as a spreadsheet shows them, blank lines included", () => {
    expect(readWhole('a,b\n\n"1\n2",3\n4,5').map((record) => [record.row, record.raw])).toEqual([
      [1, "a,b"],
      [3, '"1\n2",3'],
      [4, "4,5"],
    ]);
  });

  it("loses one line, not the rest, to a quote that is never closed", () => {
    const rows = Array.from({ length: 50 }, (_, i) => `${i},fine`);
    const text = ['1,"open', ...rows].join("\n");
    for (const limit of [undefined, 40]) {
      const records = readWhole(text, comma, limit);
      expect(records[0]).toMatchObject({ problem: "bad_quotes", raw: '1,"open', row: 1 });
      expect(records.slice(1).map((record) => record.raw)).toEqual(rows);
    }
  });

  it("loses one line to a quote closed by the next row's opening quote", () => {
    const records = readWhole('1,"open\n2,"fine",3\n4,"also ""fine""",5\n');
    expect(records.map((record) => record.problem ?? record.cells)).toEqual(["bad_quotes", ["2", "fine", "3"], ["4", 'also "fine"', "5"]]);
  });

  it("loses one line to a line without end", () => {
    const records = readWhole(`1,2\n${"x".repeat(500)}\n3,4\n`, comma, 100);
    expect(records.map((record) => record.problem)).toEqual([null, "too_long", null]);

    const reader = new RecordReader(comma, 100);
    const pieces = ["1,2\n", "x".repeat(150), "y".repeat(150), "z\n3,4\n"].flatMap((piece) => reader.read(piece));
    expect(pieces.map((record) => [record.row, record.problem])).toEqual([
      [1, null],
      [2, "too_long"],
      [3, null],
    ]);
  });

  it("takes inches and apostrophes as they stand, and blanks around quotes as nothing", () => {
    expect(cellsOf('5" pipe,it\'s\n "a,b" , "c" \n')).toEqual([
      ['5" pipe', "it's"],
      ["a,b", "c"],
    ]);
  });

  it("may end its lines in the ways of Windows, Unix and the first Macintosh", () => {
    for (const end of ["\r\n", "\n", "\r"]) {
      const text = ["a;b", '1;"x"', '"2";y', ""].join(end);
      expect(cellsOf(text, detectDialect(text))).toEqual([
        ["a", "b"],
        ["1", "x"],
        ["2", "y"],
      ]);
    }
  });

  it("is parted where its table is most even, whatever its comments hold", () => {
    for (const delimiter of [",", ";", "\t", "|"]) {
      const rows = [
        ["when", "score", "words"],
        ["2026-01-02", "9,5", '"well, a|b; good"'],
        ["2026-01-03", "8", '"x,y"'],
        ["2026-01-04", "7", "plain"],
      ];
      const text = rows
        .map((row) => row.map((word) => (word.includes(delimiter) && !word.startsWith('"') ? `"${word}"` : word)).join(delimiter))
        .join("\n");
      expect(detectDialect(text).delimiter).toBe(delimiter);
    }
  });
});

describe("a cell in an export", () => {
  it("never begins like a formula, and numbers stay numbers", () => {
    for (const bad of ["=cmd|' /C calc'!A0", "+cmd()", "-2+3", "@SUM(A1)", "\tx", "\rx", "\0x", "-1+1=2"])
      expect(guardCell(bad)).toBe(`'${bad}`);
    for (const good of ["-5", "+49 170 1234", "-1.234,50", "12", "a=b", "", "-3 %"]) expect(guardCell(good)).toBe(good);
    expect(csvLine([";=cmd"])).toBe('";=cmd"\r\n');
  });

  it("is the same cell again after it was guarded", () => {
    expect(["'tis", "'=x", "''=x"].map(unguardCell)).toEqual(["'tis", "=x", "'=x"]);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^'{0,3}[=+\-@\t]\w*$/)), (text) => {
        expect(unguardCell(guardCell(text))).toBe(text);
      }),
    );
  });
});
