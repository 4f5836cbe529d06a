import type { DeadLetter } from "../../model/fact.ts";
import { hashOfMessage } from "../../store/customer-id.ts";
import type { Group, NumberedLetter, NumberedLine } from "./group.ts";
import { plainOf, type FactTable } from "./line.ts";

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

function lineIn(text: string): NumberedLine {
  const [table, more, seq, ...columns] = text.split("\t") as [FactTable, string, string, ...string[]];
  const [workspaceId, , , messageId, messageHash, , sourceId] = columns.map(plainOf) as [string, string, string, string, string, string, string];
  const hash = hashOfMessage(workspaceId, messageId);
  const row = columns.join("\t");
  return { seq: Number(seq), table, workspaceId, messageId, hash, messageHash, sourceId, isFurther: more === "1", row };
}
