import type { Outside } from "../../outside/outside.ts";
import type { Feedback } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import type { Intake } from "../intake/intake.ts";
import { dueFeeds, findFeed, type Feed } from "./feed-book.ts";
import { askFeed, type FeedOutcome } from "./feed-reading.ts";
import { feedbackIn } from "./said.ts";

/** Feeds that are read when their turn comes. */
export type Feeds = {
  /** What an address holds, without keeping anything. @throws Failure `bad_input` when it holds no feed or may not be called */
  look(url: string): Promise<{ title: string; items: Feedback[] }>;
  /** Reads a feed now, whoever's turn it is. @throws Failure `not_found` */
  read(workspaceId: string, id: string): Promise<Feed>;
  /** Reads every feed whose turn it is; resolves when all of them were. */
  readDue(): Promise<void>;
  /** Reads no more; resolves when what is under way is done. */
  stop(): Promise<void>;
};

export type FeedsOptions = {
  outside: Outside;
  intake: Intake;
  now?: () => number;
  /** In [0, 1): spreads feeds that were added together. */
  chance?: () => number;
  /** How often it is looked whose turn it is; `null`: never by itself. */
  tickMs?: number | null;
  onTrouble?: (error: unknown) => void;
};

const feedsAtOnce = 20;
const longestWaitMinutes = 24 * 60;

/** Begins to follow the feeds of every workspace. */
export function createFeeds(store: Store, options: FeedsOptions): Feeds {
  const { outside, intake, now = Date.now, chance = Math.random, tickMs = 30_000, onTrouble = () => {} } = options;
  let working: Promise<void> | null = null;
  let stopping = false;

  async function readOne(feed: Feed): Promise<void> {
    const outcome = await askFeed(outside, feed.url, feed).catch((error: unknown): FeedOutcome => {
      // The operator may have narrowed what can be called since the feed was added.
      if (error instanceof Failure && error.code === "bad_input") return { came: "nothing", problem: error.message };
      throw error;
    });
    const stored = outcome.came === "read" ? await keep(feed, outcome) : null;
    await note(feed, outcome, stored);
  }

  async function keep(feed: Feed, { reading }: FeedOutcome & { came: "read" }): Promise<{ items: number; fresh: number }> {
    const facts = feedbackIn(reading.items, { ...feed, sourceId: feed.id }, now());
    const { stored } = await intake.store(feed.workspaceId, facts);
    return { items: reading.items.length, fresh: stored };
  }

  async function note(feed: Feed, outcome: FeedOutcome, kept: { items: number; fresh: number } | null): Promise<void> {
    const isWell = outcome.came === "read" || outcome.came === "unchanged";
    const failures = isWell ? 0 : feed.failures + 1;
    const at = now();
    await store.records.database
      .updateTable("feeds")
      .set({
        tried_at: new Date(at),
        next_at: new Date(at + waitMinutes(feed, outcome, failures) * 60_000),
        failures,
        problem: problemOf(outcome),
        moved_to: outcome.came === "moved" ? outcome.to : null,
        ...(outcome.came === "gone" ? { paused: true } : {}),
        ...(isWell ? { read_at: new Date(at) } : {}),
        ...(outcome.came === "read" ? { etag: outcome.mark.etag, last_modified: outcome.mark.lastModified } : {}),
        ...(kept ?? (outcome.came === "unchanged" ? { fresh: 0 } : {})),
      })
      .where("workspace_id", "=", feed.workspaceId)
      .where("source_id", "=", feed.id)
      .execute();
  }

  function waitMinutes({ everyMinutes }: Feed, outcome: FeedOutcome, failures: number): number {
    const usual = everyMinutes * (1 + chance() / 10);
    if (outcome.came === "later" && outcome.seconds !== null) return Math.min(longestWaitMinutes, Math.max(usual, outcome.seconds / 60));
    return Math.max(usual, Math.min(longestWaitMinutes, usual * 2 ** Math.min(failures, 12)));
  }

  async function readDue(): Promise<void> {
    for (const feed of await dueFeeds(store, now(), feedsAtOnce)) {
      if (stopping) return;
      await readOne(feed).catch(onTrouble);
    }
  }

  const timer = tickMs === null ? null : setInterval(() => void tick(), tickMs).unref();
  async function tick(): Promise<void> {
    working ??= readDue()
      .catch(onTrouble)
      .finally(() => (working = null));
    await working;
  }

  return {
    async look(url) {
      const outcome = await askFeed(outside, url, { etag: null, lastModified: null });
      if (outcome.came !== "read") throw new Failure("bad_input", { field: "url", problem: problemOf(outcome) ?? "nothing came back." });
      const place = { sourceId: "", url, channel: "review" as const, touchpoint: "" };
      return { title: outcome.reading.title, items: feedbackIn(outcome.reading.items, place, now()) };
    },
    async read(workspaceId, id) {
      await readOne(await findFeed(store, workspaceId, id));
      return findFeed(store, workspaceId, id);
    },
    readDue: tick,
    async stop() {
      stopping = true;
      if (timer) clearInterval(timer);
      await working;
    },
  };
}

/** What a person should know about an outcome; `null` when all is well. */
function problemOf(outcome: FeedOutcome): string | null {
  if (outcome.came === "moved")
    return outcome.to ? `The feed has moved to ${outcome.to}.` : "The feed has moved, and its host does not say where.";
  if (outcome.came === "gone") return "The host says that this feed is gone for good. It is no longer asked for.";
  if (outcome.came === "later") return "The host asks to be left alone for a while.";
  return outcome.came === "nothing" ? outcome.problem : null;
}
