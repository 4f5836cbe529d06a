import { sql } from "kysely";
import { calledOf } from "../../model/customer-name.ts";
import { identityParts, rankIdentities } from "../../model/identity.ts";
import type { Store } from "../../store/open.ts";
import type { Reason } from "./weigh.ts";
import { keysOf } from "./look.ts";

/** One side of a pair as it stands today. */
export type Side = { id: string; name: string | null; keys: { kind: string; value: string }[]; traits: Record<string, unknown> };
/** Two customers that may be one. `probability` in 0-1; `bits` is the sum of the reasons. */
export type DuplicatePair = { left: Side; right: Side; probability: number; bits: number; reasons: Reason[] };
/** The pairs that wait for somebody, the likeliest first; `lookedAt` (UTC ms) is `null` before the first look. */
export type Duplicates = { total: number; pairs: DuplicatePair[]; lookedAt: number | null };

type Row = { left: string; right: string; probability: number; bits: number; reasons: Reason[]; total: number };

const mostKeys = 12;

/** Pairs that nobody has decided about and that are still two customers. */
export async function readDuplicates({ records: { database } }: Store, workspaceId: string, limit: number): Promise<Duplicates> {
  const { rows } = await sql<Row>`
    SELECT a.customer_id AS "left", b.customer_id AS "right", pair.probability, pair.bits, pair.reasons, count(*) OVER () AS total
    FROM duplicate_pairs AS pair
    JOIN identities AS a ON a.workspace_id = pair.workspace_id AND a.identity = pair.identity
    JOIN identities AS b ON b.workspace_id = pair.workspace_id AND b.identity = pair.other
    WHERE pair.workspace_id = ${workspaceId} AND a.customer_id <> b.customer_id AND NOT EXISTS (
      SELECT 1 FROM identity_decisions AS said
      JOIN identities AS x ON x.workspace_id = said.workspace_id AND x.identity = said.identity
      JOIN identities AS y ON y.workspace_id = said.workspace_id AND y.identity = said.other
      WHERE said.workspace_id = ${workspaceId} AND said.undone_at IS NULL
        AND (said.kind = 'different' OR said.kind = 'separate' AND said.identity IN (pair.identity, pair.other))
        AND (x.customer_id, y.customer_id) IN ((a.customer_id, b.customer_id), (b.customer_id, a.customer_id)))
    ORDER BY pair.bits DESC, pair.identity, pair.other LIMIT ${limit}`.execute(database);
  const ids = [...new Set(rows.flatMap(({ left, right }) => [left, right]))];
  const [keys, customers, last] = await Promise.all([
    keysOf(database, workspaceId, ids),
    ids.length === 0
      ? []
      : database.selectFrom("customers").select(["id", "traits"]).where("workspace_id", "=", workspaceId).where("id", "in", ids).execute(),
    database
      .selectFrom("jobs")
      .select("finished_at")
      .where("workspace_id", "=", workspaceId)
      .where("kind", "=", "duplicates")
      .where("state", "=", "done")
      .orderBy("finished_at", "desc")
      .executeTakeFirst(),
  ]);
  const traits = new Map(customers.map((customer) => [customer.id, customer.traits]));
  const sideOf = (id: string): Side => ({
    id,
    name: calledOf(traits.get(id) ?? {}, keys.get(id) ?? []),
    keys: rankIdentities(keys.get(id) ?? [])
      .slice(0, mostKeys)
      .map(identityParts),
    traits: traits.get(id) ?? {},
  });
  return {
    total: rows[0]?.total ?? 0,
    pairs: rows.map(({ left, right, probability, bits, reasons }) => ({
      left: sideOf(left),
      right: sideOf(right),
      probability,
      bits,
      reasons,
    })),
    lookedAt: last?.finished_at?.getTime() ?? null,
  };
}
