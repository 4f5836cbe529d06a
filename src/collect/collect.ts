import type { Store } from "../store/open.ts";
import { unsettled } from "./identity/decisions.ts";
import { createFollower, type Follower, type OnFeedback } from "./follow.ts";
import { createHooks, type Hooks } from "./hooks/hooks.ts";
import { createIntake, type Intake } from "./intake/intake.ts";
import { createKeys, type Keys } from "./keys.ts";
import { createRefusalSamples, type RefusalSamples } from "./observe/refusals.ts";
import { createRules, type RulesMemory } from "./steps/rules.ts";

/** Everything that gathers facts, standing on one store. */
export type Collect = {
  intake: Intake;
  follower: Follower;
  /** Resolves when the records and their mirror follow every decision that was made about who is who. */
  decided(): Promise<void>;
  keys: Keys;
  /** What workspaces decided about what comes in. */
  rules: RulesMemory;
  hooks: Hooks;
  /** What a few of those who were refused were told. */
  refusals: RefusalSamples;
  /** Refuses new facts, answers those that wait, and lets the follower finish its step. */
  stop(): Promise<void>;
};

/** Effects of the room: the clock, what happens with answers in the follower's transaction, how it lets people go first, and who is told of trouble. */
export type CollectOptions = {
  now?: () => number;
  onFeedback?: OnFeedback;
  giveWay?: () => Promise<void>;
  onTrouble?: (error: unknown) => void;
};

/** Opens the door for facts and starts to follow them. */
export async function createCollect(store: Store, options: CollectOptions = {}): Promise<Collect> {
  const { now = Date.now, onFeedback, giveWay, onTrouble } = options;
  let wake = () => {};
  const rules = createRules(store, now);
  const refusals = createRefusalSamples();
  const intake = await createIntake(store, { now, onStored: () => wake(), onRefused: refusals.add, rules });
  const follower = await createFollower(store, {
    settledSeq: intake.settledSeq,
    written: intake.written,
    onFeedback,
    onConsent: rules.refresh,
    ...(giveWay ? { giveWay } : {}),
    onTrouble,
  });
  wake = follower.wake;
  const decided = async (): Promise<void> => {
    intake.mark();
    follower.wake();
    await follower.caughtUp();
  };
  // Decisions that an interruption left behind have no place in the order of arrival yet.
  if ((await unsettled(store.records.database)).length > 0) void decided();
  const hooks = await createHooks(store, intake, { now, onTrouble: onTrouble ?? (() => {}) });
  return {
    intake,
    follower,
    rules,
    refusals,
    decided,
    keys: createKeys(store, now),
    hooks,
    async stop() {
      await intake.drain();
      await hooks.flush();
      await follower.stop();
    },
  };
}
