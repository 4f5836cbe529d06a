import { randomUUID } from "node:crypto";
import type { Kysely, Selectable } from "kysely";
import { hasCause } from "../act/cases/causes.ts";
import { Failure } from "../model/failure.ts";
import type { Store } from "../store/open.ts";
import type { Tables } from "../store/records/tables.ts";
import { findMetric } from "../understand/metrics/list.ts";
import { readScope } from "../understand/scope.ts";
import type { Course } from "./windows.ts";

/** What a person says about an initiative. Amounts in whole minor units of the workspace's currency, days of its calendar. */
export type InitiativeWords = Course & {
  title: string;
  /** A cause of the workspace's tree; `null` when none fits. */
  cause: string | null;
  ownerId: string | null;
  costMinor: number | null;
  metric: string;
  /** Where it acts: `channel`, `touchpoint`, `stage`, `segment` or `trait.NAME`, and the value of each. Empty: everywhere. */
  filters: Record<string, string>;
  /** What one point of the metric is worth for one customer, over the window; `null` when nobody has said. */
  valuePerPointMinor: number | null;
};

/** One cause to be removed, as it is on record. */
export type Initiative = InitiativeWords & { id: string; owner: { id: string; name: string } | null };

/** Where a workspace's initiatives are kept. */
export type Ledger = { store: Store; workspaceId: string };

/** The workspace's initiatives, the latest start first. */
export async function listInitiatives({ store, workspaceId }: Ledger): Promise<Initiative[]> {
  const rows = await selectInitiatives(store.records.database, workspaceId)
    .orderBy("started_at", "desc")
    .orderBy("initiatives.id")
    .execute();
  return rows.map(readInitiative);
}

/** @throws Failure `not_found` */
export async function findInitiative({ store, workspaceId }: Ledger, id: string): Promise<Initiative> {
  const row = await selectInitiatives(store.records.database, workspaceId).where("initiatives.id", "=", id).executeTakeFirst();
  if (!row) throw new Failure("not_found", { thing: "initiative" });
  return readInitiative(row);
}

/**
 * Puts an initiative on record and answers its id.
 *
 * @throws Failure `bad_input` or `not_found` for a cause, an owner, a metric or a segment that does not exist
 */
export async function addInitiative(ledger: Ledger, words: InitiativeWords, now = Date.now()): Promise<string> {
  await checkWords(ledger, words);
  const id = randomUUID();
  const row = { id, workspace_id: ledger.workspaceId, created_at: new Date(now), ...rowOf(words) };
  await ledger.store.records.database.insertInto("initiatives").values(row).execute();
  return id;
}

/** @throws Failure as when it is added, or `not_found` when it was not */
export async function changeInitiative(ledger: Ledger, id: string, changes: Partial<InitiativeWords>): Promise<void> {
  const words = { ...(await findInitiative(ledger, id)), ...changes };
  await checkWords(ledger, words);
  await ledger.store.records.database
    .updateTable("initiatives")
    .set(rowOf(words))
    .where("workspace_id", "=", ledger.workspaceId)
    .where("id", "=", id)
    .execute();
}

/** @throws Failure `not_found` */
export async function removeInitiative({ store, workspaceId }: Ledger, id: string): Promise<void> {
  const removed = await store.records.database
    .deleteFrom("initiatives")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (removed.numDeletedRows === 0n) throw new Failure("not_found", { thing: "initiative" });
}

async function checkWords({ store, workspaceId }: Ledger, { cause, ownerId, metric, filters }: InitiativeWords): Promise<void> {
  const database = store.records.database;
  findMetric(metric);
  await readScope(store, workspaceId, filters, 0);
  if (cause !== null && !(await hasCause(database, workspaceId, cause)))
    throw new Failure("bad_input", { field: "cause", problem: "choose one of the workspace's causes." });
  if (ownerId === null) return;
  const member = database.selectFrom("members").select("role").where("workspace_id", "=", workspaceId).where("user_id", "=", ownerId);
  if (!(await member.executeTakeFirst()))
    throw new Failure("bad_input", { field: "ownerId", problem: "choose a member of this workspace." });
}

function selectInitiatives(database: Kysely<Tables>, workspaceId: string) {
  return database
    .selectFrom("initiatives")
    .leftJoin("users", "users.id", "initiatives.owner_id")
    .selectAll("initiatives")
    .select("users.name as owner_name")
    .where("workspace_id", "=", workspaceId);
}

// The start is a day of the calendar, not an instant. The column keeps its midnight in UTC, wherever the workspace is.
function rowOf(words: InitiativeWords) {
  return {
    title: words.title,
    cause: words.cause,
    owner_id: words.ownerId,
    cost_minor: words.costMinor,
    metric: words.metric,
    filters: JSON.stringify(words.filters),
    started_at: new Date(`${words.startedAt}T00:00:00Z`),
    window_days: words.windowDays,
    value_per_point_minor: words.valuePerPointMinor,
  };
}

function readInitiative(row: Selectable<Tables["initiatives"]> & { owner_name: string | null }): Initiative {
  return {
    id: row.id,
    title: row.title,
    cause: row.cause,
    ownerId: row.owner_id,
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? "" },
    costMinor: row.cost_minor,
    metric: row.metric,
    filters: row.filters,
    startedAt: row.started_at.toISOString().slice(0, 10),
    windowDays: row.window_days,
    valuePerPointMinor: row.value_per_point_minor,
  };
}
