import type { DeadLetter } from "../../model/fact.ts";
import type { Group, NumberedLetter, NumberedLine } from "./group.ts";
import { lineOfRow, type FactTable } from "./line.ts";

// Neither a row nor JSON holds it.
const between = "\0";

/** A group as the text of an entry of the journal: its rows as they will be written, each behind what it is, and then its letters. */
export function entryOf({ lines, letters }: Group): string {
  const kept = lines.map(({ table, isFurther, seq, row }) => `${table}\t${isFurther ? 1 : 0}\t${seq}\t${row}`);
  return [...kept, JSON.stringify(letters)].join(between);
}

/** The group that an entry holds. */
export function groupIn(entry: string): Group {
  const texts = entry.split(between);
  const letters = JSON.parse(texts.pop()!) as (DeadLetter & NumberedLetter)[];
  return { lines: texts.map(lineIn), letters };
}

const head = /^(\w+)\t([01])\t(\d+)\t/;

function lineIn(text: string): NumberedLine {
  const [start, table, more, seq] = head.exec(text) as unknown as [string, FactTable, string, string];
  return Object.assign(lineOfRow(table, text.slice(start.length), more === "1"), { seq: Number(seq) });
}
