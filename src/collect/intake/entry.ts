import type { Group, NumberedGroup, NumberedLetter } from "./group.ts";
import { factTables, lineOfRow, type FactTable, type NumberedLine } from "./line.ts";
import { Sheet, type PackedLine } from "./sheet.ts";

/** What stands in front of a group's rows: its letters, and of each table with rows how many, and which of them are further facts of a message. */
type Head = { letters: NumberedLetter[]; tables: { table: FactTable; rows: number; further: number[] }[] };

const lineBreak = 10;
// Neither a row nor JSON holds it. In the journal, an entry is a line: it stands where tables have a line break.
const between = 0;

/** A group whose rows are packed for their tables, and its entry of the journal: its head, and the same rows. */
export function pack<Given extends NumberedGroup>(given: Given): { group: Omit<Given, "lines"> & Pick<Group, "lines">; entry: Buffer } {
  const { lines, letters } = given;
  const packed: Group["lines"] = [];
  const head: Head = { letters, tables: [] };
  const sheets: Sheet[] = [];
  for (const table of factTables) {
    const some = lines.filter((line) => line.table === table);
    if (some.length === 0) continue;
    const sheet = new Sheet(some.map(({ seq, row }) => `${seq}\t${row}`));
    sheets.push(sheet);
    head.tables.push({ table, rows: some.length, further: some.flatMap(({ isFurther }, at) => (isFurther ? [at] : [])) });
    for (const [at, line] of some.entries()) packed.push(putOn(sheet, at, line));
  }
  const entry = Buffer.concat([Buffer.from(JSON.stringify(head)), ...sheets.flatMap(({ bytes }) => [Buffer.of(between), bytes])]);
  for (let at = entry.indexOf(lineBreak); at !== -1; at = entry.indexOf(lineBreak, at + 1)) entry[at] = between;
  return { group: { ...given, lines: packed }, entry };
}

/** The line, whose row the sheet has from here on. */
function putOn(sheet: Sheet, at: number, line: NumberedLine): PackedLine {
  const packed = line as NumberedLine & PackedLine;
  packed.sheet = sheet;
  packed.at = at;
  packed.row = "";
  return packed;
}

/** The group that an entry holds. */
export function groupIn(entry: string): NumberedGroup {
  const [start, ...rows] = entry.split(String.fromCharCode(between)) as [string, ...string[]];
  const { letters, tables } = JSON.parse(start) as Head;
  const lines: NumberedLine[] = [];
  for (const { table, rows: count, further } of tables)
    for (const [at, text] of rows.splice(0, count).entries()) {
      const tab = text.indexOf("\t");
      lines.push({ ...lineOfRow(table, text.slice(tab + 1), further.includes(at)), seq: Number(text.slice(0, tab)) });
    }
  return { lines, letters };
}
