import type { DeadLetter, Fact } from "../model/fact.ts";
import { Failure } from "../model/failure.ts";
import type { Store } from "../store/open.ts";
import { dropKnown } from "./known.ts";
import { letterOf, writeGroup, type Group } from "./group.ts";
import { lineOf, type Line } from "./line.ts";
import { pushCall, takeCalls, type Call, type Queue, type Receipt } from "./queue.ts";
import { loadSeen } from "./seen.ts";
import { readLastSeq } from "./seq.ts";
import { createTallies, tallyCalls } from "./tally.ts";

/** The one way in for facts. */
export type Intake = {
  /**
   * Stores facts of one workspace; resolves when they survive a power cut. A message id that is known counts once.
   *
   * @throws Failure `overloaded` when too much waits already, `not_durable` when nothing can be stored
   */
  accept(workspaceId: string, facts: readonly Fact[], deadLetters?: readonly DeadLetter[]): Promise<Receipt>;
  /** Counts something that was refused at the door, so that the source's page can say why. */
  refuse(workspaceId: string, sourceId: string, code: string): void;
  /** Takes a place in the order of arrival for something that is no fact, such as a decision in the records. */
  mark(): number;
  /** The last ingest sequence below which nothing can appear any more. */
  settledSeq(): number;
  /** Refuses whatever comes from now on and waits until everything accepted before is answered. */
  drain(): Promise<void>;
};

/** Effects of the intake. `onStored` is called after each group that was stored. */
export type IntakeOptions = { now?: () => number; onStored?: () => void };

const groupMs = 10;
const waitingFacts = 40_000;
const waitingBytes = 128e6;

/** Opens the door: reads which messages are known and where the order of arrival stands, then accepts. */
export async function createIntake(store: Store, { now = Date.now, onStored = () => {} }: IntakeOptions = {}): Promise<Intake> {
  const seen = await loadSeen(store, now());
  const refusals = createTallies();
  const queue: Queue = { calls: [], facts: 0, bytes: 0 };
  let lastSeq = await readLastSeq(store);
  let settledSeq = lastSeq;
  let writing = false;
  let draining = false;
  let working: Promise<void> | null = null;

  /** One group after the other until nobody waits: a group is what came while the one before was written. */
  async function work(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, groupMs));
    while (queue.calls.length > 0 || refusals.hasAny()) await commit(takeCalls(queue));
  }

  function wake(): void {
    if (working || (queue.calls.length === 0 && !refusals.hasAny())) return;
    working = work().finally(() => {
      working = null;
      wake();
    });
  }

  /** The steps of the ack path: drop what is known, number the rest, write, answer. */
  async function commit(calls: Call[]): Promise<void> {
    const refused = refusals.take();
    try {
      const fresh = await dropKnown(store, seen, calls);
      writing = true;
      const group = numberGroup(calls, fresh);
      group.tallies.push(...refused);
      await setAside(await writeGroup(store, group), calls);
      settledSeq = lastSeq;
      onStored();
      for (const call of calls) call.resolve(call.receipt);
    } catch (error) {
      for (const tally of refused) refusals.add(tally);
      for (const call of calls) call.reject(new Failure("not_durable", { cause: String(error) }));
      if (calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 1000));
    } finally {
      writing = false;
    }
  }

  const next = (): number => (lastSeq = Math.max(lastSeq + 1, now() * 1000));

  function numberGroup(calls: Call[], fresh: Line[]): Group {
    const at = now();
    return {
      lines: fresh.map((line) => Object.assign(line, { seq: next() })),
      letters: calls.flatMap(({ workspaceId, letters }) => letters.map((letter) => ({ ...letter, workspaceId, seq: next() }))),
      tallies: tallyCalls(calls, fresh, at),
    };
  }

  /** Rows that the event store cannot read are kept as dead letters: they must neither be lost nor hold up the rest. */
  async function setAside(unreadable: Line[], calls: Call[]): Promise<void> {
    if (unreadable.length === 0) return;
    const letters = unreadable.map((line) => ({
      ...letterOf(line, now()),
      workspaceId: line.workspaceId,
      seq: ++lastSeq,
    }));
    await writeGroup(store, { lines: [], letters, tallies: [] });
    for (const call of calls) call.receipt.stored -= unreadable.filter((line) => call.lines.includes(line)).length;
  }

  return {
    accept(workspaceId, facts, letters = []) {
      if (draining) return Promise.reject(new Failure("not_durable"));
      if (queue.facts > waitingFacts || queue.bytes > waitingBytes) return Promise.reject(new Failure("overloaded", { seconds: 2 }));
      const lines = facts.map((fact) => lineOf(workspaceId, fact));
      return new Promise((resolve, reject) => {
        pushCall(queue, { workspaceId, lines, letters, receipt: { stored: 0, known: 0 }, resolve, reject });
        wake();
      });
    },
    refuse(workspaceId, sourceId, code) {
      refusals.add({ workspaceId, sourceId, outcome: "refused", code, n: 1, at: now() });
      wake();
    },
    mark() {
      const seq = next();
      // While a group is written its own end says when everything below is there.
      if (!writing) settledSeq = seq;
      return seq;
    },
    settledSeq: () => settledSeq,
    async drain() {
      draining = true;
      for (let last = working; last; last = working) await last;
    },
  };
}
