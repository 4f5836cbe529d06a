import type { DeadLetter } from "../../model/fact.ts";
import type { Failure } from "../../model/failure.ts";
import type { Line } from "./line.ts";
import type { SetAside } from "../steps/list.ts";
import type { Arrived } from "./tally.ts";

/** How many of the given facts are new, how many were known already, and, if any, how many a step of the intake set aside. */
export type Receipt = { stored: number; known: number; setAside?: SetAside[] };

/** One caller of the intake. It hears when what it gave is kept, and when it can be asked about; both with the same receipt. */
export type Call = {
  workspaceId: string;
  /** What arrived, counted before anything was done with it. */
  received: Arrived;
  lines: Line[];
  letters: readonly DeadLetter[];
  /** What a step set aside of the facts that were given. */
  setAside: readonly SetAside[];
  receipt: Receipt;
  /** Whether it waits until what it gave can be asked about. */
  isAwaited: boolean;
  onKept(receipt: Receipt): void;
  onStored(receipt: Receipt): void;
  reject(failure: Failure): void;
};

/** Callers in the order in which they came, and what they hold: facts, and bytes of rows. */
export type Queue = { calls: Call[]; facts: number; bytes: number };

const groupFacts = 5_000;

export function pushCall(queue: Queue, call: Call): void {
  queue.calls.push(call);
  queue.facts += call.lines.length;
  queue.bytes += bytesOf(call);
}

/** The callers of the next group: whole calls, together about 5 000 facts. */
export function takeCalls(queue: Queue): Call[] {
  let facts = 0;
  const end = queue.calls.findIndex((call, i) => (facts += call.lines.length) > groupFacts && i > 0);
  const calls = queue.calls.splice(0, end === -1 ? queue.calls.length : end);
  for (const call of calls) {
    queue.facts -= call.lines.length;
    queue.bytes -= bytesOf(call);
  }
  return calls;
}

const bytesOf = ({ lines, letters }: Call): number =>
  lines.reduce((sum, { row }) => sum + row.length, 0) + letters.reduce((sum, { raw }) => sum + raw.length, 0);
