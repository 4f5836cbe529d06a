import type { DeadLetter, Fact } from "../model/fact.ts";
import { Failure } from "../model/failure.ts";
import type { Store } from "../store/open.ts";
import { isDamage } from "../store/events/damage.ts";
import { dropKnown } from "./known.ts";
import { letterOf, writeGroup, writeTallies, type Group } from "./group.ts";
import { factTables, lineOf, type Line } from "./line.ts";
import { pushCall, takeCalls, type Call, type Queue, type Receipt } from "./queue.ts";
import { loadSeen } from "./seen.ts";
import { readLastSeq } from "./seq.ts";
import { createTallies, hasRows, tallyCalls } from "./tally.ts";
import { findUntallied, hourMs } from "./tally-audit.ts";

/** The one way in for facts. */
export type Intake = {
  /**
   * Stores facts of one workspace; resolves when they survive a power cut. A message id that is known counts once.
   *
   * @throws Failure `overloaded` when too much waits already, `not_durable` when nothing can be stored, `disk_full` when there is no room
   */
  accept(workspaceId: string, facts: readonly Fact[], deadLetters?: readonly DeadLetter[]): Promise<Receipt>;
  /** Counts something that was refused at the door, so that the source's page can say why. */
  refuse(workspaceId: string, sourceId: string, code: string): void;
  /** Whether the last attempt to store something failed, a moment ago. */
  isFailing(): boolean;
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

// What is not forced to a disk is there after a minute or two all the same.
const unforcedMs = 120_000;

// Where nobody sends any more, because we called ourselves unready, a failure is forgotten, and the next sender tries.
const failingMs = 3000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Opens the door: reads which messages are known and where the order of arrival stands, then accepts. */
export async function createIntake(store: Store, { now = Date.now, onStored = () => {} }: IntakeOptions = {}): Promise<Intake> {
  const seen = await loadSeen(store, now());
  const untold = createTallies();
  const queue: Queue = { calls: [], facts: 0, bytes: 0 };
  let lastSeq = await readLastSeq(store);
  let settledSeq = lastSeq;
  let draining = false;
  let failedAt = -Infinity;
  // Since when (UTC ms) rows may be stored that no tally tells of: after a group that failed half way, and after a start, because
  // tallies are not forced to the disk as facts are.
  let doubtfulSince: number | null = Math.max(0, lastSeq / 1000 - unforcedMs);
  let working: Promise<void> | null = null;

  const isFull = (): boolean => store.disk.isFull();

  /** One group after the other until nobody waits: a group is what came while the one before was written. */
  async function work(): Promise<void> {
    await pause(groupMs);
    while (queue.calls.length > 0 || untold.hasAny()) await commit(takeCalls(queue));
  }

  function wake(): void {
    if (working || (queue.calls.length === 0 && !untold.hasAny())) return;
    working = work().finally(() => {
      working = null;
      wake();
    });
  }

  /** The steps of the ack path: drop what is known, number the rest, write, tally, answer. */
  async function commit(calls: Call[]): Promise<void> {
    let at = now();
    try {
      const fresh = await dropKnown(store, seen, calls);
      const group = numberGroup(calls, fresh);
      at = group.at;
      await setAside(await writeGroup(store, group), calls);
      for (const tally of tallyCalls(calls, fresh, at)) untold.add(tally);
      await tellTallies(at);
      settledSeq = lastSeq;
      failedAt = -Infinity;
      onStored();
      for (const call of calls) call.resolve(call.receipt);
    } catch (error) {
      doubtfulSince ??= at;
      failedAt = performance.now();
      if (isDamage(error)) await store.events.mend(factTables).catch(() => []);
      for (const call of calls) call.reject(isFull() ? new Failure("disk_full") : new Failure("not_durable", { cause: String(error) }));
    }
  }

  /** What is stored is acknowledged whether or not it can be tallied: what cannot be told now is told later. */
  async function tellTallies(at: number): Promise<void> {
    const tallies = untold.take();
    try {
      await writeTallies(store, tallies);
    } catch {
      doubtfulSince ??= at;
      // Whether the failed write told them is not known. Those that have rows are counted anew by the audit.
      if (!draining) for (const tally of tallies) if (!hasRows(tally)) untold.add(tally);
      if (queue.calls.length === 0) await pause(1000);
      return;
    }
    await settleDoubt();
  }

  /** Tallies what is stored and was not tallied; while that is not possible the doubt remains. */
  async function settleDoubt(): Promise<void> {
    if (doubtfulSince === null) return;
    await findUntallied(store, doubtfulSince)
      .then((missed) => writeTallies(store, missed))
      .then(
        () => (doubtfulSince = null),
        () => undefined,
      );
  }

  /** Gives everything its place. `at` is the instant of the group (UTC ms), which lies within one hour, as the tallies count. */
  function numberGroup(calls: Call[], fresh: Line[]): Group & { at: number } {
    const size = fresh.length + calls.reduce((sum, { letters }) => sum + letters.length, 0);
    const first = Math.max(lastSeq + 1, now() * 1000);
    const hourOf = (seq: number): number => Math.floor(seq / 1000 / hourMs);
    lastSeq = (hourOf(first) === hourOf(first + size) ? first : hourOf(first + size) * hourMs * 1000) - 1;
    const next = (): number => ++lastSeq;
    return {
      at: Math.ceil(lastSeq / 1000),
      lines: fresh.map((line) => Object.assign(line, { seq: next() })),
      letters: calls.flatMap(({ workspaceId, letters }) => letters.map((letter) => ({ ...letter, workspaceId, seq: next() }))),
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
    await writeGroup(store, { lines: [], letters });
    for (const call of calls) call.receipt.stored -= unreadable.filter((line) => call.lines.includes(line)).length;
  }

  await settleDoubt();
  return {
    accept(workspaceId, facts, letters = []) {
      if (draining) return Promise.reject(new Failure("not_durable"));
      if (isFull()) return Promise.reject(new Failure("disk_full"));
      if (queue.facts > waitingFacts || queue.bytes > waitingBytes) return Promise.reject(new Failure("overloaded", { seconds: 2 }));
      const lines = facts.map((fact) => lineOf(workspaceId, fact));
      return new Promise((resolve, reject) => {
        pushCall(queue, { workspaceId, lines, letters, receipt: { stored: 0, known: 0 }, resolve, reject });
        wake();
      });
    },
    refuse(workspaceId, sourceId, code) {
      untold.add({ workspaceId, sourceId, outcome: "refused", code, n: 1, at: now() });
      wake();
    },
    isFailing: () => performance.now() - failedAt < failingMs,
    settledSeq: () => settledSeq,
    async drain() {
      draining = true;
      for (let last = working; last; last = working) await last;
    },
  };
}
