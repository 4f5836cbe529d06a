import { ask } from "../../store/ask.ts";
import { millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";
import type { Condition } from "../condition.ts";
import { renderFilter } from "../filter.ts";
import { pageOf, readCursor, type Page } from "../page.ts";
import { boundIds, namesOf } from "./names.ts";
import { searchFor, type Search } from "./search.ts";

/** A customer on the list. Instants in UTC milliseconds, `null` for someone who is only known so far; money in whole minor units, `null` when nothing was bought. */
export type CustomerItem = {
  id: string;
  /** What to call them: the name, else the best key. */
  called: string | null;
  name: string | null;
  email: string | null;
  firstSeen: number | null;
  lastSeen: number | null;
  interactions: number;
  answers: number;
  lastScore: { question: string; score: number } | null;
  revenueMinor: number | null;
  currency: string;
};

/** Which customers: a text in their name or in one of their keys; conditions that all hold, and how they are sorted. */
export type CustomersAsk = {
  q?: string;
  conditions?: readonly Condition[];
  sort?: "lastSeen" | "interactions";
  cursor?: string;
  limit: number;
  now: number;
};

const sorts = { lastSeen: "last_seen", interactions: "interactions" };

/** Everyone who did or answered something, or of whom a source told us; the latest or the busiest first. */
export async function listCustomers(
  store: Store,
  workspaceId: string,
  asked: CustomersAsk,
): Promise<Page<CustomerItem> & { total: number }> {
  const offset = readCursor(asked.cursor);
  const { sql, bound } = everyone(workspaceId, asked, await searchFor(store, workspaceId, asked.q ?? ""));
  const sort = sorts[asked.sort ?? "lastSeen"];
  const rows = await ask<{ id: string; first: string | null; last: string | null; interactions: number; answers: number; total: number }>(
    store.events.client,
    {
      tag: "customers list",
      sql: `SELECT toString(customer_id) AS id, toString(first_seen) AS first, toString(last_seen) AS last, toFloat64(interactions) AS interactions, toFloat64(answers) AS answers, toFloat64(count() OVER ()) AS total
      FROM ${sql} ORDER BY ${sort} DESC NULLS LAST, customer_id LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
      bound: { ...bound, limit: asked.limit, offset },
    },
  );
  const details = await describeCustomers(
    store,
    workspaceId,
    rows.map(({ id }) => id),
  );
  const items = rows.map(({ id, first, last, interactions, answers }) => ({
    id,
    firstSeen: first === null ? null : millis(first),
    lastSeen: last === null ? null : millis(last),
    interactions,
    answers,
    ...(details.get(id) ?? nothingKnown),
  }));
  return pageOf(items, { offset, total: rows[0]?.total ?? 0 });
}

/** How many customers meet the conditions. */
export async function countCustomers(store: Store, workspaceId: string, asked: Pick<CustomersAsk, "conditions" | "now">): Promise<number> {
  const { sql, bound } = everyone(workspaceId, asked);
  const [row] = await ask<{ total: number }>(store.events.client, {
    tag: "customers count",
    sql: `SELECT toFloat64(count()) AS total FROM ${sql}`,
    bound,
  });
  return row!.total;
}

const anybody: Search = { sql: "true", bound: {} };

function everyone(workspaceId: string, { conditions = [], now }: Pick<CustomersAsk, "conditions" | "now">, search = anybody) {
  const filter = renderFilter(conditions, "interactions", { now });
  const seen = (of: "interactions" | "feedback") =>
    `SELECT customer_id, min(timestamp) AS first, max(timestamp) AS last, ${of === "interactions" ? "count()" : "0"} AS visits, ${of === "feedback" ? "count()" : "0"} AS said
      FROM lived_${of}(workspace = {workspace:String}) GROUP BY customer_id`;
  const known =
    "SELECT customer_id, CAST(NULL, 'Nullable(DateTime64(3, \\'UTC\\'))') AS first, first AS last, 0 AS visits, 0 AS said FROM profiles FINAL WHERE workspace_id = {workspace:String} AND (notEmpty(traits) OR name != '' OR email != '')";
  return {
    sql: `(SELECT customer_id, min(first) AS first_seen, max(last) AS last_seen, sum(visits) AS interactions, sum(said) AS answers
      FROM (${seen("interactions")} UNION ALL ${seen("feedback")} UNION ALL ${known}) WHERE customer_id != 0 AND ${filter.sql} AND ${search.sql} GROUP BY customer_id)`,
    bound: { ...filter.bound, ...search.bound, workspace: workspaceId },
  };
}

type Known = Pick<CustomerItem, "called" | "name" | "email" | "lastScore" | "revenueMinor" | "currency">;
const nothingKnown: Known = { called: null, name: null, email: null, lastScore: null, revenueMinor: null, currency: "" };

/** What is known of a page of customers beyond how often they came. Who bought in two currencies shows the one they bought in last. */
async function describeCustomers(store: Store, workspaceId: string, ids: string[]): Promise<Map<string, Known>> {
  if (!ids.length) return new Map();
  const bound = { workspace: workspaceId, ids };
  const who = `customer_id IN ${boundIds("ids")}`;
  const [names, profiles, scores, orders] = await Promise.all([
    namesOf(store, workspaceId, ids),
    ask<{ id: string; name: string; email: string }>(store.events.client, {
      tag: "customers profiles",
      sql: `SELECT toString(customer_id) AS id, name, email FROM profiles FINAL WHERE workspace_id = {workspace:String} AND ${who}`,
      bound,
    }),
    ask<{ id: string; asked: string; answer: number }>(store.events.client, {
      tag: "customers last scores",
      sql: `SELECT toString(customer_id) AS id, argMax(question, (timestamp, seq)) AS asked, argMax(assumeNotNull(score), (timestamp, seq)) AS answer
        FROM lived_feedback(workspace = {workspace:String}) WHERE ${who} AND question != '' AND isNotNull(score) GROUP BY customer_id`,
      bound,
    }),
    ask<{ id: string; revenue: number; paid_in: string }>(store.events.client, {
      tag: "customers revenue",
      sql: `SELECT toString(customer_id) AS id, argMax(currency, last) AS paid_in, toFloat64(argMax(spent, last)) AS revenue
        FROM (SELECT customer_id, currency, sum(revenue_minor) AS spent, max(timestamp) AS last FROM lived_interactions(workspace = {workspace:String}) WHERE ${who} AND isNotNull(revenue_minor) GROUP BY customer_id, currency)
        GROUP BY customer_id`,
      bound,
    }),
  ]);
  const known = new Map(ids.map((id) => [id, { ...nothingKnown, called: names.get(id) ?? null }]));
  for (const { id, name, email } of profiles) Object.assign(known.get(id)!, { name: name || null, email: email || null });
  for (const { id, asked, answer } of scores) Object.assign(known.get(id)!, { lastScore: { question: asked, score: answer } });
  for (const { id, revenue, paid_in } of orders) Object.assign(known.get(id)!, { revenueMinor: revenue, currency: paid_in });
  return known;
}
