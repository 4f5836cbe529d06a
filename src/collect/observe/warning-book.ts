import { sql, type Kysely, type Transaction } from "kysely";
import type { Tables } from "../../store/records/tables.ts";
import { rowsOf } from "../identity/save-links.ts";
import { mostSamples, type Noticed, type Sample } from "./observed.ts";

const clean = (text: string): string => text.toWellFormed().replaceAll("\0", "\ufffd");

/** Adds what was noticed to what was noticed before on the same day. The newest samples are kept. */
export async function saveNoticed(trx: Transaction<Tables>, noticed: readonly Noticed[]): Promise<void> {
  if (noticed.length === 0) return;
  const rows = noticed.map(({ samples, firstAt, lastAt, ...one }) => ({
    ...one,
    firstAt: new Date(firstAt).toISOString(),
    lastAt: new Date(lastAt).toISOString(),
    samples: samples.map((sample) => ({
      at: sample.at,
      event: clean(sample.event),
      messageId: clean(sample.messageId),
      says: clean(sample.says),
    })),
  }));
  const shape =
    '"workspaceId" text, "sourceId" text, kind text, code text, day date, n bigint, "firstAt" timestamptz, "lastAt" timestamptz, samples jsonb';
  await sql`
    INSERT INTO source_warnings AS known (workspace_id, source_id, kind, code, day, n, first_at, last_at, samples)
    SELECT "workspaceId", "sourceId", kind, code, day, n, "firstAt", "lastAt", samples FROM ${rowsOf(rows, shape)}
    ON CONFLICT (workspace_id, source_id, kind, code, day) DO UPDATE
      SET n = known.n + excluded.n, first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at),
        samples = jsonb_path_query_array(excluded.samples || known.samples, ${sql.lit(`$[0 to ${mostSamples - 1}]`)}::jsonpath)`.execute(
    trx,
  );
}

/** What was noticed since a day (UTC), one row a source, kind and code. Instants are UTC ms. */
export async function listNoticed(
  database: Kysely<Tables>,
  workspaceId: string,
  since: string,
): Promise<Omit<Noticed, "day" | "workspaceId">[]> {
  const rows = await database
    .selectFrom("source_warnings")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("day", ">=", sql<Date>`${since}::date`)
    .orderBy("day", "desc")
    .execute();
  const gathered = new Map<string, Omit<Noticed, "day" | "workspaceId">>();
  for (const { source_id, kind, code, n, first_at, last_at, samples } of rows) {
    const key = [source_id, kind, code].join(" ");
    const before = gathered.get(key) ?? { sourceId: source_id, kind, code, n: 0, firstAt: Infinity, lastAt: 0, samples: [] };
    gathered.set(key, {
      ...before,
      n: before.n + Number(n),
      firstAt: Math.min(before.firstAt, first_at.getTime()),
      lastAt: Math.max(before.lastAt, last_at.getTime()),
      samples: [...before.samples, ...(samples as Sample[])].slice(0, mostSamples),
    });
  }
  return [...gathered.values()];
}
