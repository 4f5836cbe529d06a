import { expect, test } from "vitest";
import { groupIn, pack } from "../../src/collect/intake/entry.ts";
import { lineOf } from "../../src/collect/intake/line.ts";
import { bytesOf, rowOf } from "../../src/collect/intake/sheet.ts";
import { answered, happened } from "./facts.ts";

const hostile = ["plain", "a\tb\nc\0d\\e\\te\\N", "\\", "\\\\t\t", "ünïcödé 🙂\r'[]", "{}"];

const numbered = () => {
  const facts = hostile.flatMap((text) => [
    { ...happened(text, [`user:${text}`]), sourceId: text, properties: { [text]: text } },
    { ...answered(`${text}/further`, [], 3), comment: text, isFurther: true as const },
  ]);
  const lines = facts.map((fact, i) => ({ ...lineOf(hostile[i % hostile.length]!, fact), seq: 1_764_000_000_000_000 + i }));
  const letters = hostile.map((text, i) => {
    const letter = { sourceId: text, receivedAt: i, protocol: "fact", code: "too_deep", problem: text, raw: text };
    return { ...letter, workspaceId: text, seq: 1_764_000_000_100_000 + i };
  });
  return { lines, letters };
};
const byTable = (table: string) => numbered().lines.filter((line) => line.table === table);

test("a group comes out of the journal as it went in, whatever stands in its texts", () => {
  const { entry } = pack(numbered());
  expect(entry.includes("\n")).toBe(false);
  const { letters } = numbered();
  expect(groupIn(entry.toString())).toEqual({ lines: [...byTable("interactions"), ...byTable("feedback")], letters });
  expect(groupIn(pack({ lines: [], letters }).entry.toString())).toEqual({ lines: [], letters });
});

test("the rows of a table are the same bytes however many of them are wanted, and from however many groups", () => {
  const of = (table: string) => pack(numbered()).group.lines.filter((line) => line.table === table);
  const expected = (table: string) => byTable(table).map(({ seq, row }) => `${seq}\t${row}`);
  for (const table of ["interactions", "feedback"]) {
    const lines = of(table);
    expect(bytesOf(lines).toString().split("\n")).toEqual(expected(table));
    expect(lines.map((line) => rowOf(line).toString())).toEqual(expected(table));
    const some = [1, 3, 4];
    expect(
      bytesOf(some.map((at) => lines[at]!))
        .toString()
        .split("\n"),
    ).toEqual(some.map((at) => expected(table)[at]));
    expect(
      bytesOf([...lines, ...of(table).slice(2)])
        .toString()
        .split("\n"),
    ).toEqual([...expected(table), ...expected(table).slice(2)]);
  }
  expect(bytesOf([])).toHaveLength(0);
});
