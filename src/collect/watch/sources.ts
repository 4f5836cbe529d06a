import type { SourceKind } from "../../model/source.ts";
import { ask } from "../../store/ask.ts";
import { millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";
import { originsIn } from "../keys.ts";

/** A source and what became of everything that it sent: received = stored + known + set aside. Refused requests are counted apart. */
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
  /** Requests that were refused whole, by code. */
  refused: { code: string; n: number }[];
};

const tallySql = `
SELECT source_id AS id, outcome, code, sum(n) AS n, toString(max(last_at)) AS last
FROM tallies WHERE workspace_id = {workspace:String}
GROUP BY source_id, outcome, code ORDER BY n DESC`;

const replayedSql = `
SELECT source_id AS id, count() AS n FROM dead_letters FINAL WHERE workspace_id = {workspace:String} AND state = 'replayed' AND protocol != 'further' GROUP BY id`;

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
  return rows.map(({ id, kind, name, key_prefix, settings, created_at, revoked_at }) => {
    const own = tallies.filter((tally) => tally.id === id);
    const count = (outcome: string) => own.filter((tally) => tally.outcome === outcome).reduce((sum, { n }) => sum + n, 0);
    // What was taken in later is stored, and no longer set aside.
    const takenIn = replayed.find((one) => one.id === id)?.n ?? 0;
    const [stored, known, setAside] = [count("stored"), count("known"), Math.max(0, count("set_aside") - takenIn)];
    const refused = own.filter(({ outcome }) => outcome === "refused").map(({ code, n }) => ({ code, n }));
    const lastSeenAt = own.length ? Math.max(...own.map(({ last }) => millis(last))) : null;
    const dates = { createdAt: created_at.getTime(), revokedAt: revoked_at?.getTime() ?? null, lastSeenAt };
    const outcome = { received: stored + known + setAside, stored, known, setAside, refused };
    return { id, kind, name, prefix: key_prefix, origins: originsIn(settings), ...dates, ...outcome };
  });
}

/** Whether a workspace holds a single fact. */
export async function hasData(store: Store, workspaceId: string): Promise<boolean> {
  const sql = "SELECT 1 FROM tallies WHERE workspace_id = {workspace:String} AND outcome = 'stored' LIMIT 1";
  return (await ask(store.events.client, { tag: "has data", sql, bound: { workspace: workspaceId } })).length > 0;
}
