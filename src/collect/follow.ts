import type { Transaction } from "kysely";
import { Failure } from "../model/failure.ts";
import type { Store } from "../store/open.ts";
import type { Tables } from "../store/records/tables.ts";
import { applyNews, resolveAnswers, type KnownAnswer } from "./identity/apply.ts";
import { unsettled } from "./identity/decisions.ts";
import { nextStretch, readEvidence, type Evidence } from "./identity/evidence.ts";
import { createLinkMemory } from "./identity/link-memory.ts";
import { saveConsents } from "./privacy/consents.ts";
import { mirror, readCheckpoint, writeCheckpoint } from "./identity/mirror.ts";
import { createRest } from "./rest.ts";

/** Follows the facts as they are stored, and what people decided about who is who, and keeps the records that depend on them. */
export type Follower = {
  /** Says that there may be something new. */
  wake(): void;
  /** Resolves when everything stored before the call is in the records and in their mirror. */
  caughtUp(): Promise<void>;
  /** Ends after the step that is under way. */
  stop(): Promise<void>;
};

/** What happens with answers, in the transaction that moves the checkpoint: it is kept or lost together with it. */
export type OnFeedback = (trx: Transaction<Tables>, answers: KnownAnswer[]) => Promise<unknown>;

export type FollowerOptions = {
  /** The ingest sequence below which nothing can appear any more. */
  settledSeq: () => number;
  /** Resolves when everything acknowledged before the call has its place below that. */
  written?: () => Promise<void>;
  onFeedback?: OnFeedback;
  /** Told which workspace has new words about consent, once they are kept. */
  onConsent?: (workspaceId: string) => Promise<unknown>;
  /** Waited for before each step that nobody waits for. */
  giveWay?: () => Promise<void>;
  /** Told when a step fails; it is tried again. */
  onTrouble?: (error: unknown) => void;
};

const stream = "follow";
// The embedded record store has one connection: whoever reads a case waits until a step is over.
const rowsAtOnce = 10_000;
const longestPauseMs = 5000;
// Each step costs a few questions, whether it finds one fact or thousands: a moment's facts are followed together. Where steps take
// long because much is going on, the moments grow with them: following takes a fifth of the time, and more only where that would leave
// an answer unfollowed for longer than two seconds.
const gatherMs = 150;
const gatherAtMostMs = 2000;
const restPerWork = 4;

/** Starts to follow from where the records say that they are. Wherever it is interrupted, it ends in the same state. */
export async function createFollower(store: Store, options: FollowerOptions): Promise<Follower> {
  const {
    settledSeq,
    written = async () => {},
    onFeedback = async () => {},
    onConsent = async () => {},
    giveWay = async () => {},
    onTrouble = () => {},
  } = options;
  const { database } = store.records;
  const memory = createLinkMemory();
  let followed = await readCheckpoint(database, stream);
  let stopping = false;
  let working: Promise<void> | null = null;
  let pauseMs = 0;
  const rest = createRest();
  // The ingest sequence that somebody waits for, and who is told after each step.
  let awaited = 0;
  let waiting: (() => void)[] = [];

  /** One stretch: read it, apply it in one transaction with the checkpoint, mirror what changed. Whether that was all there is. */
  async function step(): Promise<boolean> {
    // The record engine dies when it cannot extend its log: what is stored waits until there is room.
    if (store.disk.isFull()) throw new Failure("disk_full");
    const upTo = settledSeq();
    const stretch = await nextStretch(store, { after: followed, upTo }, rowsAtOnce);
    const evidence = await dropStrangers(await readEvidence(store, stretch));
    const { together, told, answers } = evidence;
    const decisions = await unsettled(database);
    // A stretch in which nothing matters is not worth a write: after a restart it is merely read again.
    let agreed: string[] = [];
    if (together.length + told.length + answers.length + decisions.length > 0) {
      await database.transaction().execute(async (trx) => {
        await applyNews(trx, { ...evidence, decisions }, stretch.upTo, memory);
        agreed = await saveConsents(trx, told);
        const known = await resolveAnswers(trx, answers);
        if (known.length > 0) await onFeedback(trx, known);
        await writeCheckpoint(trx, stream, stretch.upTo);
      });
      memory.keep();
      await Promise.all(agreed.map(onConsent));
      await mirror(store, stretch.upTo);
    }
    followed = stretch.upTo;
    return stretch.upTo === upTo;
  }

  /** Facts of a workspace that is no more concern nobody. */
  async function dropStrangers({ together, told, answers }: Evidence): Promise<Evidence> {
    const rows = await database.selectFrom("workspaces").select("id").execute();
    const ids = new Set(rows.map(({ id }) => id));
    const isOurs = ({ workspaceId }: { workspaceId: string }) => ids.has(workspaceId);
    return { together: together.filter(isOurs), told: told.filter(isOurs), answers: answers.filter(isOurs) };
  }

  const isBehind = (goal: number): boolean => !stopping && followed < goal;

  async function work(): Promise<void> {
    await gather(0);
    while (isBehind(settledSeq())) {
      try {
        if (followed >= awaited) await giveWay();
        const began = performance.now();
        const isWhole = await step();
        pauseMs = 0;
        tell();
        if (isWhole) await gather(performance.now() - began);
      } catch (error) {
        onTrouble(error);
        pauseMs = Math.min(longestPauseMs, pauseMs * 2 || 100);
        await rest.take(pauseMs);
      }
    }
  }

  function tell(): void {
    const told = waiting;
    waiting = [];
    for (const resolve of told) resolve();
  }

  /** Lets facts come together after a step that took so long, unless somebody waits for them. */
  async function gather(tookMs: number): Promise<void> {
    if (followed >= awaited) await rest.take(Math.min(gatherAtMostMs, Math.max(gatherMs, restPerWork * tookMs)));
  }

  function wake(): void {
    if (working || !isBehind(settledSeq())) return;
    working = work().finally(() => {
      working = null;
      tell();
      wake();
    });
  }

  // What was applied before an interruption may not have been mirrored.
  await mirror(store, followed);
  wake();
  return {
    wake,
    async caughtUp() {
      await written();
      const goal = settledSeq();
      awaited = Math.max(awaited, goal);
      if (isBehind(goal)) rest.end();
      while (isBehind(goal)) {
        const told = new Promise<void>((resolve) => waiting.push(resolve));
        wake();
        await told;
      }
    },
    async stop() {
      stopping = true;
      rest.stop();
      await working;
    },
  };
}
