import type { Store } from "../store/open.ts";
import { createFollower, type Follower, type OnFeedback } from "./follow.ts";
import { createHooks, type Hooks } from "./hooks/hooks.ts";
import { createIntake, type Intake } from "./intake.ts";
import { createKeys, type Keys } from "./keys.ts";

/** Everything that gathers facts, standing on one store. */
export type Collect = {
  intake: Intake;
  follower: Follower;
  keys: Keys;
  hooks: Hooks;
  /** Refuses new facts, answers those that wait, and lets the follower finish its step. */
  stop(): Promise<void>;
};

/** Effects of the room: the clock, what happens with answers in the follower's transaction, and who is told of trouble. */
export type CollectOptions = { now?: () => number; onFeedback?: OnFeedback; onTrouble?: (error: unknown) => void };

/** Opens the door for facts and starts to follow them. */
export async function createCollect(store: Store, options: CollectOptions = {}): Promise<Collect> {
  const { now = Date.now, onFeedback, onTrouble } = options;
  let wake = () => {};
  const intake = await createIntake(store, { now, onStored: () => wake() });
  const follower = await createFollower(store, { settledSeq: intake.settledSeq, onFeedback, onTrouble });
  wake = follower.wake;
  const hooks = await createHooks(store, intake, { now, onTrouble: onTrouble ?? (() => {}) });
  return {
    intake,
    follower,
    keys: createKeys(store, now),
    hooks,
    async stop() {
      await intake.drain();
      await hooks.flush();
      await follower.stop();
    },
  };
}
