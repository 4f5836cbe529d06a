import type { DeadLetter } from "../../model/fact.ts";
import { hashOfMessage } from "../../store/customer-id.ts";
import type { Group, NumberedLetter, NumberedLine } from "./group.ts";
import type { FactTable } from "./line.ts";

/** A line as it stands in an entry: a list, because names would be half of it. */
type Kept = [
  seq: number,
  table: FactTable,
  workspaceId: string,
  messageId: string,
  messageHash: string,
  sourceId: string,
  more: 0 | 1,
  row: string,
];

/** A group as the text of an entry of the journal. */
export function entryOf({ lines, letters }: Group): string {
  const kept = lines.map(({ seq, table, workspaceId, messageId, messageHash, sourceId, isFurther, row }): Kept => [
    seq,
    table,
    workspaceId,
    messageId,
    messageHash,
    sourceId,
    isFurther ? 1 : 0,
    row,
  ]);
  return JSON.stringify({ lines: kept, letters });
}

/** The group that an entry holds. */
export function groupIn(entry: string): Group {
  const { lines, letters } = JSON.parse(entry) as { lines: Kept[]; letters: (DeadLetter & NumberedLetter)[] };
  return {
    lines: lines.map(([seq, table, workspaceId, messageId, messageHash, sourceId, more, row]): NumberedLine => {
      const hash = hashOfMessage(workspaceId, messageId);
      return { seq, table, workspaceId, messageId, hash, messageHash, sourceId, isFurther: more === 1, row };
    }),
    letters,
  };
}
