import { randomBytes } from "node:crypto";
import type { Channel } from "../../model/channel.ts";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";

/** What a person decides about a feed. */
export type FeedWords = { name: string; url: string; channel: Channel; touchpoint: string; everyMinutes: number };

/** A feed and where it stands. Instants are UTC ms; `problem` is `null` while all is well, `movedTo` unless it has a new address. */
export type Feed = FeedWords & {
  id: string;
  workspaceId: string;
  paused: boolean;
  etag: string | null;
  lastModified: string | null;
  nextAt: number;
  triedAt: number | null;
  readAt: number | null;
  failures: number;
  problem: string | null;
  movedTo: string | null;
  items: number | null;
  fresh: number | null;
};

/** Remembers a new feed, to be read at once. */
export async function addFeed({ records }: Store, workspaceId: string, words: FeedWords, now: number): Promise<Feed> {
  const id = `src_${randomBytes(9).toString("base64url")}`;
  const { name, url, channel, touchpoint, everyMinutes } = words;
  await records.database.transaction().execute(async (trx) => {
    const row = { workspace_id: workspaceId, id, kind: "feed" as const, name, key_prefix: null, key_hash: null };
    await trx
      .insertInto("sources")
      .values({ ...row, created_at: new Date(now), revoked_at: null })
      .execute();
    await trx
      .insertInto("feeds")
      .values({ workspace_id: workspaceId, source_id: id, url, channel, touchpoint, every_minutes: everyMinutes, next_at: new Date(now) })
      .execute();
  });
  return findFeed({ records } as Store, workspaceId, id);
}

/** Every feed of a workspace that was not removed, the newest first. */
export async function listFeeds(store: Store, workspaceId: string): Promise<Feed[]> {
  const rows = await feedRows(store).where("feeds.workspace_id", "=", workspaceId).orderBy("sources.created_at", "desc").execute();
  return rows.map(feedOf);
}

/** @throws Failure `not_found` */
export async function findFeed(store: Store, workspaceId: string, id: string): Promise<Feed> {
  const row = await feedRows(store).where("feeds.workspace_id", "=", workspaceId).where("source_id", "=", id).executeTakeFirst();
  if (!row) throw new Failure("not_found", { thing: "feed" });
  return feedOf(row);
}

/** The feeds whose turn it is, the longest waiting first. */
export async function dueFeeds(store: Store, now: number, most: number): Promise<Feed[]> {
  const rows = await feedRows(store)
    .where("paused", "=", false)
    .where("next_at", "<=", new Date(now))
    .orderBy("next_at")
    .limit(most)
    .execute();
  return rows.map(feedOf);
}

const feedRows = ({ records }: Store) =>
  records.database
    .selectFrom("feeds")
    .innerJoin("sources", "sources.id", "feeds.source_id")
    .selectAll("feeds")
    .select("sources.name")
    .where("sources.revoked_at", "is", null);

type Row = Awaited<ReturnType<ReturnType<typeof feedRows>["execute"]>>[number];

const feedOf = (row: Row): Feed => ({
  id: row.source_id,
  workspaceId: row.workspace_id,
  name: row.name,
  url: row.url,
  channel: row.channel as Channel,
  touchpoint: row.touchpoint,
  everyMinutes: row.every_minutes,
  paused: row.paused,
  etag: row.etag,
  lastModified: row.last_modified,
  nextAt: row.next_at.getTime(),
  triedAt: row.tried_at?.getTime() ?? null,
  readAt: row.read_at?.getTime() ?? null,
  failures: row.failures,
  problem: row.problem,
  movedTo: row.moved_to,
  items: row.items,
  fresh: row.fresh,
});

/** Changes a feed. A new address begins afresh: nothing is known of it. @throws Failure `not_found` */
export async function changeFeed(
  store: Store,
  { workspaceId, id }: { workspaceId: string; id: string },
  change: Partial<FeedWords> & { paused?: boolean; now: number },
): Promise<Feed> {
  const { url } = await findFeed(store, workspaceId, id);
  const isElsewhere = change.url !== undefined && change.url !== url;
  await store.records.database.transaction().execute(async (trx) => {
    if (change.name !== undefined) await trx.updateTable("sources").set({ name: change.name }).where("id", "=", id).execute();
    await trx
      .updateTable("feeds")
      .set({
        ...(change.url === undefined ? {} : { url: change.url }),
        ...(change.channel === undefined ? {} : { channel: change.channel }),
        ...(change.touchpoint === undefined ? {} : { touchpoint: change.touchpoint }),
        ...(change.everyMinutes === undefined ? {} : { every_minutes: change.everyMinutes }),
        ...(change.paused === undefined ? {} : { paused: change.paused }),
        ...(isElsewhere ? { etag: null, last_modified: null, failures: 0, problem: null, moved_to: null } : {}),
        next_at: new Date(change.now),
      })
      .where("workspace_id", "=", workspaceId)
      .where("source_id", "=", id)
      .execute();
  });
  return findFeed(store, workspaceId, id);
}

/** Stops following a feed for good; what it brought stays. @throws Failure `not_found` */
export async function removeFeed(store: Store, workspaceId: string, id: string, now: number): Promise<void> {
  await findFeed(store, workspaceId, id);
  await store.records.database.transaction().execute(async (trx) => {
    await trx
      .updateTable("sources")
      .set({ revoked_at: new Date(now) })
      .where("id", "=", id)
      .execute();
    await trx.deleteFrom("feeds").where("source_id", "=", id).execute();
  });
}
