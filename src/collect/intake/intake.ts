import type { DeadLetter, Fact } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import { isDamage } from "../../store/events/damage.ts";
import { dropKnown } from "./known.ts";
import { letterOf, writeGroup, writeTallies, type Group } from "./group.ts";
import { factTables, lineOf, type Line } from "./line.ts";
import { pushCall, takeCalls, type Call, type Queue, type Receipt } from "./queue.ts";
import { loadSeen } from "./seen.ts";
import { readLastSeq } from "./seq.ts";
import { firstReason, passSteps, steps as usualSteps } from "../steps/list.ts";
import { createRules, type Rules, type RulesMemory } from "../steps/rules.ts";
import type { Reason, Step } from "../steps/step.ts";
import { countArrived, createTallies, tallyCalls, withoutRows } from "./tally.ts";
import { findUntallied, hourMs } from "./tally-audit.ts";

/** The one way in for facts. */
export type Intake = {
  /**
   * Stores facts of one workspace; resolves when they survive a power cut. A message id that is known counts once.
   *
   * The steps of the intake change the facts in place, so they belong to the intake from now on.
   *
   * @throws Failure `overloaded` when too much waits already, `not_durable` when nothing can be stored, `disk_full` when there is no room,
   *         `store_unavailable` when nobody can say what the workspace decided about what comes in
   */
  accept(workspaceId: string, facts: readonly Fact[], deadLetters?: readonly DeadLetter[]): Promise<Receipt>;
  /**
   * Why facts would be set aside now, by the first of them that would; `null` when all go on. Nothing is stored, counted or changed.
   *
   * @throws Failure `store_unavailable` when nobody can say what the workspace decided about what comes in
   */
  judge(workspaceId: string, facts: readonly Fact[]): Promise<Reason | null>;
  /** Counts something that was refused at the door, so that the source's page can say why. */
  refuse(workspaceId: string, refused: Refused): void;
  /** Takes a place in the order of arrival for something that is no fact, such as a decision in the records. */
  mark(): number;
  /** Whether the last attempt to store something failed, a moment ago. */
  isFailing(): boolean;
  /** The last ingest sequence below which nothing can appear any more. */
  settledSeq(): number;
  /** Resolves when everything accepted before the call is stored, or was refused. */
  settled(): Promise<void>;
  /** Refuses whatever comes from now on and waits until everything accepted before is answered. */
  drain(): Promise<void>;
};

/** A request that was refused: its stable code, and the sentence that its sender was told. */
export type Refused = { sourceId: string; code: string; says: string };

/**
 * Effects of the intake, what workspaces decided, and the steps that facts pass. `onStored` is called after each group that was stored,
 * `onRefused` for each request that was refused, at an instant in UTC ms.
 */
export type IntakeOptions = {
  now?: () => number;
  onStored?: () => void;
  onRefused?: (workspaceId: string, refused: Refused, at: number) => void;
  rules?: RulesMemory;
  steps?: readonly Step[];
};

type Given = { workspaceId: string; facts: readonly Fact[]; letters: readonly DeadLetter[] };

const groupMs = 10;
const waitingFacts = 40_000;
const waitingBytes = 128e6;

// What is not forced to a disk is there after a minute or two all the same.
const unforcedMs = 120_000;

// Where nobody sends any more, because we called ourselves unready, a failure is forgotten, and the next sender tries.
const failingMs = 3000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Opens the door: reads which messages are known and where the order of arrival stands, then accepts. */
export async function createIntake(store: Store, options: IntakeOptions = {}): Promise<Intake> {
  const { now = Date.now, onStored = () => {}, onRefused = () => {}, rules = createRules(store, now), steps = usualSteps } = options;
  const seen = await loadSeen(store, now());
  const untold = createTallies();
  const queue: Queue = { calls: [], facts: 0, bytes: 0 };
  let lastSeq = await readLastSeq(store);
  let settledSeq = lastSeq;
  let writing = false;
  let draining = false;
  let failedAt = -Infinity;
  // Since when (UTC ms) rows may be stored that no tally tells of: after a group that failed half way, and after a start, because
  // tallies are not forced to the disk as facts are.
  let doubtfulSince: number | null = Math.max(0, lastSeq / 1000 - unforcedMs);
  let working: Promise<void> | null = null;
  // Calls that wait for their workspace's rules, and how many facts they hold.
  const looking = new Set<Promise<unknown>>();
  let lookingFacts = 0;

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
      writing = true;
      const group = numberGroup(calls, fresh);
      at = group.at;
      const unreadable = await writeGroup(store, group);
      await setAside(unreadable, calls);
      for (const tally of tallyCalls(calls, { fresh, unreadable, at })) untold.add(tally);
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
    } finally {
      writing = false;
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
      if (!draining) for (const tally of withoutRows(tallies)) untold.add(tally);
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
    const counted = unreadable.filter(({ isFurther }) => !isFurther);
    for (const call of calls) call.receipt.stored -= counted.filter((line) => call.lines.includes(line)).length;
  }

  /** Lets the facts pass the steps and waits for the rows that are left to be written. */
  function enqueue({ workspaceId, facts, letters }: Given, known: Rules): Promise<Receipt> {
    const received = countArrived(facts, letters);
    const passed = passSteps(facts, known, steps);
    const lines = passed.facts.map((fact) => lineOf(workspaceId, fact));
    const receipt: Receipt = { stored: 0, known: 0, ...(passed.setAside.length > 0 ? { setAside: passed.setAside } : {}) };
    return new Promise((resolve, reject) => {
      const kept = [...letters, ...passed.letters];
      const call = { workspaceId, received, lines, letters: kept, setAside: passed.setAside, receipt, resolve, reject };
      pushCall(queue, call);
      wake();
    });
  }

  /** The same, once it is known what the workspace decided: the first facts of a workspace wait for that, and all that come meanwhile. */
  function lookFirst(given: Given): Promise<Receipt> {
    lookingFacts += given.facts.length;
    const looked = rules.look(given.workspaceId).finally(() => (lookingFacts -= given.facts.length));
    const taken = looked.then((known) => ({ receipt: enqueue(given, known) }));
    const settled = taken.catch(() => {}).finally(() => looking.delete(settled));
    looking.add(settled);
    return taken.then(({ receipt }) => receipt);
  }

  async function settled(): Promise<void> {
    await Promise.all(looking);
    for (let last = working; last; last = working) await last;
  }

  await settleDoubt();
  return {
    accept(workspaceId, facts, letters = []) {
      if (draining) return Promise.reject(new Failure("not_durable"));
      if (isFull()) return Promise.reject(new Failure("disk_full"));
      if (queue.facts + lookingFacts > waitingFacts || queue.bytes > waitingBytes)
        return Promise.reject(new Failure("overloaded", { seconds: 2 }));
      const known = rules.of(workspaceId);
      const given = { workspaceId, facts, letters };
      return known ? enqueue(given, known) : lookFirst(given);
    },
    async judge(workspaceId, facts) {
      const known = rules.of(workspaceId) ?? (await rules.look(workspaceId));
      for (const fact of facts) {
        const reason = firstReason(structuredClone(fact), known, steps);
        if (reason) return reason;
      }
      return null;
    },
    refuse(workspaceId, refused) {
      const { sourceId, code } = refused;
      const at = now();
      untold.add({ workspaceId, sourceId, outcome: "refused", code, n: 1, at });
      onRefused(workspaceId, refused, at);
      wake();
    },
    mark() {
      const seq = Math.max(lastSeq + 1, now() * 1000);
      lastSeq = seq;
      // While a group is written its own end says when everything below is there.
      if (!writing) settledSeq = seq;
      return seq;
    },
    isFailing: () => performance.now() - failedAt < failingMs,
    settledSeq: () => settledSeq,
    settled,
    async drain() {
      draining = true;
      await settled();
    },
  };
}
