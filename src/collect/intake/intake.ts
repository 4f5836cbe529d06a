import type { DeadLetter, Fact } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import type { Forget } from "../../store/journal.ts";
import type { Store } from "../../store/open.ts";
import { firstReason, passSteps, steps as usualSteps } from "../steps/list.ts";
import { createRules, type Rules, type RulesMemory } from "../steps/rules.ts";
import type { Reason, Step } from "../steps/step.ts";
import { groupIn, pack } from "./entry.ts";
import type { NumberedGroup } from "./group.ts";
import { createLookup, dropKnown } from "./known.ts";
import { lineOf } from "./line.ts";
import { createPlaces } from "./places.ts";
import { pushCall, takeCalls, type Call, type Queue, type Receipt } from "./queue.ts";
import { loadSeen } from "./seen.ts";
import { readLastSeq } from "./seq.ts";
import { countArrived } from "./tally.ts";
import { createTelling } from "./telling.ts";
import { createWriter, type KeptGroup } from "./writer.ts";

/** The one way in for facts. */
export type Intake = {
  /**
   * Takes facts of one workspace; resolves when they survive a power cut. A message id that is known counts once.
   *
   * The steps of the intake change the facts in place, so they belong to the intake from now on.
   *
   * @throws Failure `overloaded` when too much waits already, `not_durable` when nothing can be kept, `disk_full` when there is no room,
   *         `store_unavailable` when nobody can say what the workspace decided about what comes in
   */
  accept(workspaceId: string, facts: readonly Fact[], deadLetters?: readonly DeadLetter[]): Promise<Receipt>;
  /** The same, but resolves when the facts can be asked about as well, and says what could be stored as it is. */
  store(workspaceId: string, facts: readonly Fact[], deadLetters?: readonly DeadLetter[]): Promise<Receipt>;
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
  /** Whether the last attempt to keep something failed, a moment ago, or to write what is kept where it can be asked about. */
  isFailing(): boolean;
  /** The last ingest sequence below which nothing can appear any more. */
  settledSeq(): number;
  /** Resolves when everything that was acknowledged before the call can be asked about, or when the event store takes nothing at the moment. */
  written(): Promise<void>;
  /** The same for everything that was given before the call; what is not acknowledged then was refused. */
  settled(): Promise<void>;
  /** Refuses whatever comes from now on, and waits until everything before is answered and, where that can be done, written. */
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

type Given = { workspaceId: string; facts: readonly Fact[]; letters: readonly DeadLetter[]; isAwaited: boolean };

// What comes within this moment is forced to the disk together.
const groupMs = 2;
const waitingFacts = 40_000;
const waitingBytes = 128e6;

// What is not forced to a disk is there after a minute or two all the same.
const unforcedMs = 120_000;

// Where nobody sends any more, because we called ourselves unready, a failure is forgotten, and the next sender tries.
const failingMs = 3000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Opens the door: reads which messages are known and where the order of arrival stands, writes what an earlier process kept and did not
 * write, then accepts.
 */
export async function createIntake(store: Store, options: IntakeOptions = {}): Promise<Intake> {
  const { now = Date.now, onStored = () => {}, onRefused = () => {}, rules = createRules(store, now), steps = usualSteps } = options;
  const seen = await loadSeen(store, now());
  const left = store.journal.takeLeft().map(({ text, forget }) => placedIn(groupIn(text), forget));
  const queue: Queue = { calls: [], facts: 0, bytes: 0 };
  const last = Math.max(await readLastSeq(store), ...left.map((group) => group.last));
  const telling = createTelling(store, Math.max(0, Math.min(last / 1000 - unforcedMs, ...left.map(({ at }) => at))));
  const writer = createWriter(store, { telling, now, onStored });
  const find = createLookup(store);
  const places = createPlaces(last, now, writer.firstSeq);
  let draining = false;
  let failedAt = -Infinity;
  let working: Promise<void> | null = null;
  // The last of those that came in order: when it is kept, or refused, so are all before it.
  let lastCall: Promise<unknown> = Promise.resolve();
  // Calls that wait for their workspace's rules, and how many facts they hold.
  const looking = new Set<Promise<unknown>>();
  let lookingFacts = 0;

  const isFull = (): boolean => store.disk.isFull();

  /** One group after the other until nobody waits: a group is what came while the one before was kept. */
  async function work(): Promise<void> {
    await pause(groupMs);
    while (queue.calls.length > 0) {
      // As much as waits for the event store waits in the journal; the rest waits for an answer.
      if (!writer.isFull()) await keep(takeCalls(queue));
      else if (writer.isFailing()) refuseAll(takeCalls(queue), "the event store does not take anything");
      else await writer.written();
    }
  }

  function wake(): void {
    if (working || queue.calls.length === 0) return;
    working = work().finally(() => {
      working = null;
      wake();
    });
  }

  /** The steps of the ack path: drop what is known, number the rest, force it to the disk, answer. */
  async function keep(calls: Call[]): Promise<void> {
    try {
      const fresh = await dropKnown({ seen, heldOf: writer.heldOf, find }, calls);
      const { group, entry } = pack(places.give(calls, fresh));
      const isEmpty = group.lines.length + group.letters.length === 0;
      const forget = isEmpty ? () => {} : await store.journal.append(entry);
      writer.add({ ...group, calls, forget });
      failedAt = -Infinity;
      for (const call of calls) call.onKept(call.receipt);
    } catch (error) {
      failedAt = performance.now();
      refuseAll(calls, String(error));
    } finally {
      places.done();
    }
  }

  function refuseAll(calls: readonly Call[], cause: string): void {
    for (const call of calls) call.reject(isFull() ? new Failure("disk_full") : new Failure("not_durable", { cause }));
  }

  /** What is left of facts that passed the steps, as rows. The facts themselves need not wait for anything. */
  function rowsOf({ workspaceId, facts, letters }: Given, known: Rules): Pick<Call, "received" | "lines" | "letters" | "setAside"> {
    const received = countArrived(facts, letters);
    const passed = passSteps(facts, known, steps);
    const lines = passed.facts.map((fact) => lineOf(workspaceId, fact));
    return { received, lines, letters: [...letters, ...passed.letters], setAside: passed.setAside };
  }

  /** Waits for rows to be written. */
  function enqueue(given: Given, known: Rules): Promise<Receipt> {
    const { workspaceId, isAwaited } = given;
    const rows = rowsOf(given, known);
    const receipt: Receipt = { stored: 0, known: 0, ...(rows.setAside.length > 0 ? { setAside: [...rows.setAside] } : {}) };
    return new Promise((resolve, reject) => {
      lastCall = new Promise<void>((hear) => {
        pushCall(queue, {
          workspaceId,
          ...rows,
          receipt,
          isAwaited,
          onKept(given) {
            hear();
            if (!isAwaited) resolve(given);
          },
          onStored: resolve,
          reject(failure) {
            hear();
            reject(failure);
          },
        });
      });
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

  function take(given: Given): Promise<Receipt> {
    if (draining) return Promise.reject(new Failure("not_durable"));
    if (isFull()) return Promise.reject(new Failure("disk_full"));
    if (queue.facts + lookingFacts > waitingFacts || queue.bytes > waitingBytes)
      return Promise.reject(new Failure("overloaded", { seconds: 2 }));
    const known = rules.of(given.workspaceId);
    return known ? enqueue(given, known) : lookFirst(given);
  }

  async function settled(): Promise<void> {
    await Promise.all(looking);
    await lastCall;
    await writer.written();
  }

  for (const group of left) {
    for (const { hash } of group.lines) seen.add(hash);
    writer.add(group);
  }
  await writer.written();
  await telling.settleDoubt();
  return {
    accept: (workspaceId, facts, letters = []) => take({ workspaceId, facts, letters, isAwaited: false }),
    store: (workspaceId, facts, letters = []) => take({ workspaceId, facts, letters, isAwaited: true }),
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
      telling.add({ workspaceId, sourceId, outcome: "refused", code, n: 1, at });
      onRefused(workspaceId, refused, at);
      writer.wake();
    },
    mark: places.mark,
    isFailing: () => writer.isFailing() || performance.now() - failedAt < failingMs,
    settledSeq: places.settled,
    written: writer.answered,
    settled,
    async drain() {
      draining = true;
      await settled();
      await writer.stop();
    },
  };
}

/** A group that an earlier process kept, in the places that it had. */
function placedIn(found: NumberedGroup, forget: Forget): KeptGroup & { last: number } {
  const { group } = pack(found);
  const seqs = [...group.lines, ...group.letters].map(({ seq }) => seq);
  const first = Math.min(...seqs);
  return { ...group, mayBeStored: true, calls: [], first, last: Math.max(...seqs), at: Math.floor(first / 1000), forget };
}
