import { sql, type Kysely, type Transaction } from "kysely";
import type { Tables } from "../../store/records/tables.ts";
import { rowsOf } from "../identity/save-links.ts";
import { dayOf, mostSamples, type NameKind, type Noticed, type SeenName } from "./observed.ts";

type Known = { event: Set<string>; other: Set<string> };

/** Which names the workspaces' schemas hold already, so that they are not read anew at each look. */
export type NameMemory = Map<string, Known>;

const workspacesRemembered = 100;
const rowsAtOnce = 2000;
const lettersShown = 80;

// The record engine refuses what JSON may hold.
const clean = (text: string): string => text.toWellFormed().replaceAll("\0", "\ufffd");

/**
 * Adds names to the schemas of their workspaces. A workspace keeps at most `most` names of events and as many of properties and traits:
 * what is beyond is not kept.
 *
 * @returns  what was left out, to be said
 */
export async function saveNames(
  trx: Transaction<Tables>,
  seen: readonly SeenName[],
  { most, memory }: { most: number; memory: NameMemory },
): Promise<Noticed[]> {
  const kept: SeenName[] = [];
  const left: SeenName[] = [];
  for (const one of seen) {
    const names = await knownNames(trx, one.workspaceId, memory);
    const own = names[one.kind === "event" ? "event" : "other"];
    const isKept = own.has(one.name) || own.size < most;
    if (isKept) own.add(one.name);
    (isKept ? kept : left).push(one);
  }
  for (let from = 0; from < kept.length; from += rowsAtOnce) await addNames(trx, kept.slice(from, from + rowsAtOnce));
  return gatherLeft(left);
}

async function knownNames(trx: Kysely<Tables>, workspaceId: string, memory: NameMemory): Promise<Known> {
  const before = memory.get(workspaceId);
  if (before) return before;
  const rows = await trx.selectFrom("source_names").select(["kind", "name"]).distinct().where("workspace_id", "=", workspaceId).execute();
  const known: Known = { event: new Set(), other: new Set() };
  for (const { kind, name } of rows) known[kind === "event" ? "event" : "other"].add(name);
  if (memory.size >= workspacesRemembered) memory.clear();
  memory.set(workspaceId, known);
  return known;
}

async function addNames(trx: Transaction<Tables>, names: readonly SeenName[]): Promise<void> {
  const rows = names.map((one) => ({ ...one, name: clean(one.name), event: clean(one.event), ...moments(one) }));
  const shape =
    '"workspaceId" text, "sourceId" text, kind text, name text, type text, n bigint, "firstAt" timestamptz, "lastAt" timestamptz, event text';
  // Two names may be one once they are clean.
  await sql`
    INSERT INTO source_names AS known (workspace_id, source_id, kind, name, type, n, first_at, last_at, event)
    SELECT "workspaceId", "sourceId", kind, name, type, sum(n), min("firstAt"), max("lastAt"), max(event) FROM ${rowsOf(rows, shape)}
    GROUP BY "workspaceId", "sourceId", kind, name, type
    ON CONFLICT (workspace_id, source_id, kind, name, type) DO UPDATE
      SET n = known.n + excluded.n, first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at),
        event = CASE WHEN excluded.last_at >= known.last_at THEN excluded.event ELSE known.event END`.execute(trx);
}

const moments = ({ firstAt, lastAt }: { firstAt: number; lastAt: number }) => ({
  firstAt: new Date(firstAt).toISOString(),
  lastAt: new Date(lastAt).toISOString(),
});

/** What was left out of a schema, one warning a source, with some of the names. */
function gatherLeft(left: readonly SeenName[]): Noticed[] {
  const noticed = new Map<string, Noticed>();
  for (const { workspaceId, sourceId, kind, name, n, firstAt, lastAt, event } of left) {
    const code = codeOf[kind];
    const key = [workspaceId, sourceId, code].join(" ");
    const fresh: Noticed = { workspaceId, sourceId, kind: "schema", code, day: dayOf(lastAt), n: 0, firstAt, lastAt, samples: [] };
    const one = noticed.get(key) ?? fresh;
    one.n += n;
    one.firstAt = Math.min(one.firstAt, firstAt);
    one.lastAt = Math.max(one.lastAt, lastAt);
    if (one.samples.length < mostSamples) one.samples.push({ at: lastAt, event, messageId: "", says: name.slice(0, lettersShown) });
    noticed.set(key, one);
  }
  return [...noticed.values()];
}

const codeOf: Record<NameKind, string> = { event: "event_names_capped", property: "names_capped", trait: "names_capped" };

/** The names that a source used; those with the most recent use first. */
export async function listNames(database: Kysely<Tables>, workspaceId: string, sourceId: string, most = 4000): Promise<SeenName[]> {
  const rows = await database
    .selectFrom("source_names")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("source_id", "=", sourceId)
    .orderBy("last_at", "desc")
    .orderBy("name")
    .limit(most)
    .execute();
  return rows.map(({ kind, name, type, n, first_at, last_at, event }) => {
    return { workspaceId, sourceId, kind, name, type, n: Number(n), firstAt: first_at.getTime(), lastAt: last_at.getTime(), event };
  });
}

/** How many names of events, and of properties and traits, a workspace's schema holds. */
export async function countNames(database: Kysely<Tables>, workspaceId: string): Promise<{ events: number; properties: number }> {
  const { rows } = await sql<{ events: number; properties: number }>`
    SELECT count(DISTINCT name) FILTER (WHERE kind = 'event') AS events, count(DISTINCT name) FILTER (WHERE kind != 'event') AS properties
    FROM source_names WHERE workspace_id = ${workspaceId}`.execute(database);
  return { events: Number(rows[0]?.events ?? 0), properties: Number(rows[0]?.properties ?? 0) };
}
