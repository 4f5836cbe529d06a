import { describe, expect, it } from "vitest";
import { guessPlan } from "../../src/collect/imports/guessing/guess.ts";
import { cellsOf, lookAt, recordsOf } from "../support/looked.ts";
import { textRow, workbookOf } from "../support/sheets.ts";

const row = (number: number, cells: string): string => `<row r="${number}">${cells}</row>`;
const header = textRow(1, ["User", "When", "Score", "Words"]);

/** The rows of a workbook with one sheet of these cells below a header. */
async function read(cells: string, more: { strings?: string[]; is1904?: boolean } = {}): Promise<string[][]> {
  const [table] = await lookAt(workbookOf({ sheets: [{ name: "S", rows: header + row(2, cells) }], ...more }));
  return table ? cellsOf(table) : [];
}

describe("a workbook", () => {
  it("has dates as its clock shows them, by the format of the cell and not by its look", async () => {
    const cells = `<c r="A2" s="1"><v>46112</v></c><c r="B2" s="2"><v>46112.586805555555</v></c><c r="C2" s="3"><v>0.5</v></c><c r="D2" s="5"><v>46112</v></c>`;
    expect(await read(cells)).toEqual([["2026-03-31", "2026-03-31 14:05:00", "12:00:00", "46112"]]);
    expect((await read(cells, { is1904: true }))[0]!.slice(0, 2)).toEqual(["2030-04-01", "2030-04-01 14:05:00"]);
    expect(await read(`<c r="A2" s="1"><v>59</v></c><c r="B2" s="1"><v>61</v></c><c r="C2" s="1"><v>-1</v></c>`)).toEqual([
      ["1900-02-28", "1900-03-01", "-1"],
    ]);
    expect(await read(`<c r="A2" t="d"><v>2026-03-31T14:05:00</v></c>`)).toEqual([["2026-03-31T14:05:00"]]);
  });

  it("has numbers without their format and without the noise of their last digit", async () => {
    expect(await read(`<c r="A2"><v>43.109999999999999</v></c><c r="B2"><v>1.0E-2</v></c><c r="C2" s="5"><v>1234.5</v></c>`)).toEqual([
      ["43.11", "0.01", "1234.5"],
    ]);
  });

  it("has shared, rich and written-in texts, truths, errors, and formulas by the value they had last", async () => {
    const strings = [
      "<t>plain</t>",
      "<r><t>ri</t></r><r><rPr><b/></rPr><t xml:space='preserve'>ch </t></r><rPh sb='0' eb='1'><t>リ</t></rPh>",
    ];
    const cells = `<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="str"><f>A2&amp;"!"</f><v>plain!_x000D_</v></c><c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="F2"><f>NOW()</f></c><c r="G2" t="s"><v>99</v></c>`;
    expect(await read(cells, { strings })).toEqual([["plain", "rich ", "true", "plain!\r", "#DIV/0!"]]);
  });

  it("has gaps where cells are empty, and merged cells by their first", async () => {
    const rows = `${header}<row r="5"><c r="B5"><v>1</v></c><c r="D5"><v>2</v></c></row><row r="9"/>${row(12, '<c r="A12"><v>3</v></c>')}`;
    const [table] = await lookAt(workbookOf({ sheets: [{ name: "S", rows: `${rows}<mergeCells><mergeCell ref="B5:C5"/></mergeCells>` }] }));
    expect((await recordsOf(table!)).map(({ row: number, cells }) => [number, cells])).toEqual([
      [1, ["User", "When", "Score", "Words"]],
      [5, ["", "1", "", "2"]],
      [12, ["3"]],
    ]);
  });

  it("offers its sheets with rows, visible ones first, and passes over a title above the table", async () => {
    const titled = textRow(1, ["Answers of March"]) + textRow(3, ["User", "NPS", "Date"]) + textRow(4, ["7", "9", "2026-03-01"]);
    const tables = await lookAt(
      workbookOf({
        sheets: [
          { name: "Lists", rows: textRow(1, ["a", "b"]) + textRow(2, ["x", "y"]), isHidden: true },
          { name: "Cover", rows: "" },
          { name: "Only a header", rows: header },
          { name: "März", rows: titled },
        ],
      }),
    );
    expect(tables.map(({ name, firstRow, headers }) => [name, firstRow, headers])).toEqual([
      ["März", 3, ["User", "NPS", "Date"]],
      ["Lists", 1, ["a", "b"]],
    ]);
    expect(await cellsOf(tables[0]!)).toEqual([["7", "9", "2026-03-01"]]);
  });

  it("never takes a number with three decimals for thousands", async () => {
    const rows =
      textRow(1, ["Order", "Customer", "Date", "Total"]) +
      row(2, `<c t="inlineStr"><is><t>A1</t></is></c><c><v>7</v></c><c s="1"><v>46112</v></c><c><v>1.234</v></c>`);
    const [table] = await lookAt(workbookOf({ sheets: [{ name: "S", rows }] }));
    const { plan, open } = guessPlan(table!, { timezone: "UTC", currency: "KWD", country: "" });
    expect([plan.kind, plan.decimal, plan.columns, open]).toEqual(["orders", ".", { order: 0, user: 1, time: 2, revenue: 3 }, []]);
  });
});
