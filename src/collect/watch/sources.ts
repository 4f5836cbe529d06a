import type { SourceKind } from "../../model/source.ts";
import { ask } from "../../store/ask.ts";
import { millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";
import { originsIn } from "../keys.ts";

/**
 * A source and what became of everything that it sent: received = stored + known + set aside, each counted by itself. Refused requests are
 * counted apart.
 */
export type SourceHealth = {
  id: string;
  kind: SourceKind;
  name: string;
  /** The first characters of a write key; `null` for other sources. */
  prefix: string | null;
  /** The pages that may send through a write key; none: every page. */
  origins: string[];
  createdAt: number;
  revokedAt: number | null;
  /** When it last sent something; `null` when it never did. */
  lastSeenAt: number | null;
  received: number;
  stored: number;
  known: number;
  setAside: number;
  /** What was set aside, by code; what was taken in later is among it. */
  setAsideFor: { code: string; n: number }[];
  /** Requests that were refused whole, by code. */
  refused: { code: string; n: number }[];
  /** Ids under which facts of it are stored besides its own, such as each file of a watched folder; the latest two hundred. */
  parts: string[];
};

const tallySql = `
SELECT source_id AS id, outcome, code, sum(n) AS n, toString(max(last_at)) AS last
FROM tallies WHERE workspace_id = {workspace:String}
GROUP BY source_id, outcome, code ORDER BY n DESC`;

const replayedSql = `
SELECT source_id AS id, count() AS n FROM dead_letters FINAL WHERE workspace_id = {workspace:String} AND state = 'replayed' GROUP BY id`;

type TallyRow = { id: string; outcome: string; code: string; n: number; last: string };

/** Every source of a workspace with its health, the newest first. */
export async function listSources(store: Store, workspaceId: string): Promise<SourceHealth[]> {
  const rows = await store.records.database
    .selectFrom("sources")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .orderBy("created_at", "desc")
    .execute();
  const bound = { workspace: workspaceId };
  const [tallies, replayed] = await Promise.all([
    ask<TallyRow>(store.events.client, { tag: "sources", sql: tallySql, bound }),
    ask<{ id: string; n: number }>(store.events.client, { tag: "replayed", sql: replayedSql, bound }),
  ]);
  // What a source brought in parts, such as the files of a watched folder, is told of it as a whole.
  const wholeOf = new Map(rows.map(({ id, parent_id }) => [id, parent_id ?? id]));
  const shown = rows.filter(({ parent_id }) => parent_id === null);
  return shown.map(({ id, kind, name, key_prefix, settings, created_at, revoked_at }) => {
    const isOwn = (one: { id: string }): boolean => (wholeOf.get(one.id) ?? one.id) === id;
    const own = tallies.filter(isOwn);
    const count = (outcome: string) => own.filter((tally) => tally.outcome === outcome).reduce((sum, { n }) => sum + n, 0);
    // What was taken in later is stored, and no longer set aside.
    const takenIn = replayed.filter(isOwn).reduce((sum, { n }) => sum + n, 0);
    const [received, setAside] = [count("received") - takenIn, Math.max(0, count("set_aside") - takenIn)];
    const byCode = (wanted: string) => sumByCode(own.filter(({ outcome }) => outcome === wanted));
    const lastSeenAt = own.length ? Math.max(...own.map(({ last }) => millis(last))) : null;
    const dates = { createdAt: created_at.getTime(), revokedAt: revoked_at?.getTime() ?? null, lastSeenAt };
    const counts = { received, stored: count("stored"), known: count("known"), setAside };
    const outcome = { ...counts, setAsideFor: byCode("set_aside"), refused: byCode("refused") };
    const parts = rows.filter(({ parent_id }) => parent_id === id).map((part) => part.id);
    return { id, kind, name, prefix: key_prefix, origins: originsIn(settings), ...dates, ...outcome, parts: parts.slice(0, 200) };
  });
}

/** Counts of one code together, the most frequent first: the parts of a source were counted apart. */
function sumByCode(counts: readonly { code: string; n: number }[]): { code: string; n: number }[] {
  const sums = new Map<string, number>();
  for (const { code, n } of counts) sums.set(code, (sums.get(code) ?? 0) + n);
  return [...sums].map(([code, n]) => ({ code, n })).sort((a, b) => b.n - a.n);
}

/** Whether a workspace holds a single fact. */
export async function hasData(store: Store, workspaceId: string): Promise<boolean> {
  const sql = "SELECT 1 FROM tallies WHERE workspace_id = {workspace:String} AND outcome = 'stored' LIMIT 1";
  return (await ask(store.events.client, { tag: "has data", sql, bound: { workspace: workspaceId } })).length > 0;
}
