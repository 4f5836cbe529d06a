import { Failure } from "../../model/failure.ts";
import { isDamage } from "../../store/events/damage.ts";
import type { Forget } from "../../store/journal.ts";
import type { Store } from "../../store/open.ts";
import { letterOf, writeGroup, type Group, type Place } from "./group.ts";
import { createRest } from "../rest.ts";
import { findStored } from "./known.ts";
import { factTables } from "./line.ts";
import type { Call } from "./queue.ts";
import { hourMs } from "./tally-audit.ts";
import { tallyCalls } from "./tally.ts";
import type { PackedLine } from "./sheet.ts";
import type { Telling } from "./telling.ts";

/** A group that survives a power cut, and who gave it. */
export type KeptGroup = Group & Place & { calls: readonly Call[]; forget: Forget };

/** Brings kept groups into their tables, where they can be asked about. */
export type Writer = {
  add(group: KeptGroup): void;
  /** Those of some messages that are kept and not in their tables yet, as message keys. */
  heldOf(lines: readonly Pick<PackedLine, "key" | "hash">[]): Set<string>;
  /** Whether so much is kept and not in its tables yet that memory would grow: more has to wait for an answer. */
  isFull(): boolean;
  /** The first ingest sequence that is not in its table yet; `null` when all are. */
  firstSeq(): number | null;
  /** Says that there is something to tell, and nothing to write. */
  wake(): void;
  /** Whether the last attempt failed. */
  isFailing(): boolean;
  /** Resolves when everything that was added before can be asked about, or when that cannot be done at the moment. */
  written(): Promise<void>;
  /** The same for what somebody was answered for: who waits until it can be asked about, such as an import, has not been. */
  answered(): Promise<void>;
  /** Tries once more, then leaves the rest to the next start. */
  stop(): Promise<void>;
};

const factsAtOnce = 20_000;
const mostWaiting = { facts: 40_000, bytes: 64e6 };
// An insert costs the event store much the same for one row as for hundreds: what comes within a moment is written together, unless
// somebody wants to ask about it.
const gatherMs = 500;
const longestPauseMs = 5000;

export type WriterOptions = { telling: Telling; now: () => number; onStored: () => void };

/** Who waits for something to be written: up to a group, or, with `null`, for all that a turn finds. */
type Ask = { upTo: KeptGroup | null; tell: () => void };

/** A writer into one store. `onStored` is told after each write. */
export function createWriter(store: Store, { telling, now, onStored }: WriterOptions): Writer {
  const kept: KeptGroup[] = [];
  const waiting = { facts: 0, bytes: 0 };
  let asking: Ask[] = [];
  let working: Promise<void> | null = null;
  let stopping = false;
  let failures = 0;
  const rest = createRest();

  async function work(): Promise<void> {
    while (kept.length > 0 || telling.hasAny() || asking.length > 0) {
      const isDone = await turn();
      if (stopping && !isDone) return;
      if (!isDone) await rest.take(Math.min(longestPauseMs, 100 * 2 ** failures));
      else if (asking.length === 0 && !kept.some(isAwaited)) await rest.take(gatherMs);
    }
  }

  /** Writes what is there when it begins. Whether it could. */
  async function turn(): Promise<boolean> {
    const before = asking;
    try {
      for (const batch of batchesOf([...kept])) await write(batch);
      if (!(await telling.tell(now()))) throw new Failure("store_unavailable", { store: "event" });
      failures = 0;
      return true;
    } catch (error) {
      failures++;
      for (const group of kept) group.mayBeStored = true;
      if (kept[0]) telling.doubt(kept[0].at);
      if (isDamage(error)) await store.events.mend(factTables).catch(() => []);
      return false;
    } finally {
      tellAll((ask) => before.includes(ask));
    }
  }

  function tellAll(isTold: (ask: Ask) => boolean): void {
    const told = asking.filter(isTold);
    asking = asking.filter((ask) => !told.includes(ask));
    for (const { tell } of told) tell();
  }

  async function write(batch: readonly KeptGroup[]): Promise<void> {
    const given = batch.flatMap(({ lines }) => lines);
    await settleDoubt(store, given);
    const unreadable = await writeGroup(store, {
      lines: given.filter(isNew),
      letters: batch.flatMap(({ letters }) => letters),
      mayBeStored: batch.some(({ mayBeStored }) => mayBeStored),
    });
    await setAside(unreadable);
    for (const { calls, lines, at } of batch)
      for (const tally of tallyCalls(calls, { fresh: lines.filter(isNew), unreadable, at })) telling.add(tally);
    kept.splice(0, batch.length);
    // What an earlier process kept has nobody here who gave it, and is counted by the audit.
    if (batch.some(({ mayBeStored }) => mayBeStored)) telling.doubt(batch[0]!.at);
    await telling.tell(batch[0]!.at);
    for (const { lines, forget } of batch) {
      count(lines, -1);
      forget();
    }
    onStored();
    tellAll(({ upTo }) => upTo !== null && batch.includes(upTo));
    for (const { calls } of batch) for (const call of calls) call.onStored(receiptOf(call, unreadable));
  }

  /** Rows that the event store cannot read are kept as dead letters, in their places: they must neither be lost nor hold up the rest. */
  async function setAside(unreadable: readonly PackedLine[]): Promise<void> {
    if (unreadable.length === 0) return;
    const letters = unreadable.map((line) => ({ ...letterOf(line, now()), workspaceId: line.workspaceId, seq: line.seq }));
    await writeGroup(store, { lines: [], letters });
  }

  function count(lines: readonly PackedLine[], sign: 1 | -1): void {
    waiting.facts += sign * lines.length;
    for (const sheet of new Set(lines.map((line) => line.sheet))) waiting.bytes += sign * sheet.bytes.length;
  }

  function wake(): void {
    if (working || (kept.length === 0 && !telling.hasAny())) return;
    working = work().finally(() => {
      working = null;
      if (!stopping) wake();
    });
  }

  async function waitFor(upTo: KeptGroup | null): Promise<void> {
    if (failures > 0) return;
    const done = new Promise<void>((tell) => (asking = [...asking, { upTo, tell }]));
    rest.end();
    wake();
    await done;
  }

  async function written(): Promise<void> {
    if (kept.length > 0 || telling.hasAny()) await waitFor(null);
  }

  async function answered(): Promise<void> {
    const last = kept.findLast(isAnswered);
    if (last) await waitFor(last);
    // What was refused is told beside the next group; where none is on its way it can be told now.
    else if (kept.length === 0) await written();
  }

  return {
    add(group) {
      kept.push(group);
      count(group.lines, 1);
      if (isAwaited(group)) rest.end();
      wake();
    },
    heldOf(lines) {
      if (lines.length === 0) return new Set();
      // A number is compared before a text. Another message that shares it is held as well, so its key is no wrong answer.
      const asked = new Set(lines.map(({ hash }) => hash.low));
      const held = kept.flatMap((group) => group.lines.filter(({ hash }) => asked.has(hash.low)));
      return new Set(held.map(({ key }) => key));
    },
    isFull: () => waiting.facts >= mostWaiting.facts || waiting.bytes >= mostWaiting.bytes,
    firstSeq: () => kept[0]?.first ?? null,
    wake,
    isFailing: () => failures > 0,
    written,
    answered,
    async stop() {
      stopping = true;
      rest.stop();
      wake();
      await working;
      // They are in the journal, and the next start writes them; nobody can say so much to those who wait.
      for (const { calls } of kept) for (const call of calls) call.reject(new Failure("not_durable"));
    },
  };
}

const isAwaited = ({ calls }: KeptGroup): boolean => calls.some((call) => call.isAwaited);

/** Whether somebody knows of it: what an earlier process kept was answered there. */
const isAnswered = ({ calls }: KeptGroup): boolean => calls.length === 0 || calls.some((call) => !call.isAwaited);

/** Groups that are written together: of one hour, because the audit of the tallies counts by hours, and about 20 000 facts. */
function batchesOf(groups: readonly KeptGroup[]): KeptGroup[][] {
  const batches: KeptGroup[][] = [];
  let facts = 0;
  for (const group of groups) {
    const last = batches.at(-1);
    const isSameHour = last && Math.floor(last[0]!.at / hourMs) === Math.floor(group.at / hourMs);
    if (last && isSameHour && facts + group.lines.length <= factsAtOnce) last.push(group);
    else {
      batches.push([group]);
      facts = 0;
    }
    facts += group.lines.length;
  }
  return batches;
}

const isNew = ({ isKnown }: PackedLine): boolean => isKnown !== true;

/** Finds out which of the lines that are in doubt are stored already. @throws the event store's error; then the doubt remains */
async function settleDoubt(store: Store, lines: readonly PackedLine[]): Promise<void> {
  const doubtful = lines.filter(({ isDoubtful }) => isDoubtful);
  if (doubtful.length === 0) return;
  const stored = await findStored(store, doubtful);
  for (const line of doubtful) Object.assign(line, { isDoubtful: false, isKnown: stored.has(line.key) });
}

function receiptOf({ receipt, lines }: Call, unreadable: readonly object[]) {
  const counted = lines.filter(({ isFurther }) => !isFurther);
  const known = counted.filter(({ isKnown }) => isKnown).length;
  if (unreadable.length === 0 && known === 0) return receipt;
  const lost = unreadable.length === 0 ? 0 : counted.filter((line) => unreadable.some((one) => one === line)).length;
  return { ...receipt, stored: receipt.stored - known - lost, known: receipt.known + known };
}
