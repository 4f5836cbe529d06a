import { customerNameOf } from "../../model/customer-name.ts";
import { Failure } from "../../model/failure.ts";
import { identityParts, rankIdentities, type Identity } from "../../model/identity.ts";
import { ask } from "../../store/ask.ts";
import { millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";
import { boundIds, namesOf } from "./names.ts";
import { rowIdsOf } from "./rows-of.ts";

/** An identity of a customer and why we believe that it is theirs. `at` in UTC milliseconds. */
export type KnownIdentity = { kind: string; value: string; evidence: { how: string; sourceId: string; at: number } };

/** Who a customer is and what they did in sum. Instants in UTC milliseconds; `null` when there is none. */
export type Profile = {
  id: string;
  /** What to call them: the name, else the best key. */
  called: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  traits: Record<string, unknown>;
  /** Which source said each trait last, by name where it has one, and when. */
  said: Record<string, { source: string | null; at: number }>;
  identities: KnownIdentity[];
  firstSeen: number | null;
  lastSeen: number | null;
  orders: { count: number; revenueMinor: number | null; currency: string };
  answers: { question: string; score: number | null; timestamp: number }[];
};

const mostAnswers = 50;

/**
 * One customer; an id that was linked away leads to the one customer too.
 *
 * @throws Failure `not_found` when nothing is known of this id
 */
export async function readProfile(store: Store, workspaceId: string, id: string): Promise<Profile> {
  const ids = await rowIdsOf(store, workspaceId, id);
  const one = ids[0]!;
  const [seen, orders, answers, record, identities, sources, names] = await Promise.all([
    readSeen(store, workspaceId, ids),
    readOrders(store, workspaceId, ids),
    readAnswers(store, workspaceId, ids),
    store.records.database
      .selectFrom("customers")
      .select(["traits", "trait_times", "trait_sources"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", one)
      .executeTakeFirst(),
    readIdentities(store, workspaceId, one),
    store.records.database.selectFrom("sources").select(["id", "name"]).where("workspace_id", "=", workspaceId).execute(),
    namesOf(store, workspaceId, [one]),
  ]);
  if (seen.facts === 0 && !record && !identities.length) throw new Failure("not_found", { thing: "customer" });
  const traits = (record?.traits ?? {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
  const identityOf = (kind: string) => identities.find((identity) => identity.kind === kind)?.value ?? null;
  return {
    id: one,
    called: names.get(one) ?? null,
    name: customerNameOf(traits),
    email: text(traits.email) ?? identityOf("email"),
    phone: text(traits.phone) ?? identityOf("phone"),
    traits,
    said: saidOf(record, new Map(sources.map(({ id: source, name }) => [source, name]))),
    identities,
    firstSeen: seen.facts ? millis(seen.first) : null,
    lastSeen: seen.facts ? millis(seen.last) : null,
    orders,
    answers: answers.map(({ question, answer, at }) => ({ question, score: answer, timestamp: millis(at) })),
  };
}

function saidOf(
  record: { trait_times: Record<string, number>; trait_sources: Record<string, string> } | undefined,
  names: Map<string, string>,
): Profile["said"] {
  const times = Object.entries(record?.trait_times ?? {});
  return Object.fromEntries(times.map(([trait, at]) => [trait, { source: names.get(record?.trait_sources[trait] ?? "") ?? null, at }]));
}

const who = `workspace_id = {workspace:String} AND customer_id IN ${boundIds("ids")}`;

async function readSeen(store: Store, workspace: string, ids: string[]): Promise<{ facts: number; first: string; last: string }> {
  const [row] = await ask<{ facts: number; first: string; last: string }>(store.events.client, {
    tag: "profile seen",
    sql: `SELECT toFloat64(count()) AS facts, toString(min(timestamp)) AS first, toString(max(timestamp)) AS last
      FROM (SELECT timestamp FROM interactions WHERE ${who} UNION ALL SELECT timestamp FROM feedback WHERE ${who})`,
    bound: { workspace, ids },
  });
  return row!;
}

/** Orders in the currency of the latest one. */
async function readOrders(store: Store, workspace: string, ids: string[]): Promise<Profile["orders"]> {
  const [row] = await ask<{ count: number; revenueMinor: number; currency: string }>(store.events.client, {
    tag: "profile orders",
    sql: `SELECT toFloat64(count()) AS count, toFloat64(sum(revenue_minor)) AS revenueMinor, currency FROM interactions
      WHERE ${who} AND revenue_minor > 0 GROUP BY currency ORDER BY max(timestamp) DESC LIMIT 1`,
    bound: { workspace, ids },
  });
  return row ?? { count: 0, revenueMinor: null, currency: "" };
}

function readAnswers(store: Store, workspace: string, ids: string[]) {
  return ask<{ question: string; answer: number | null; at: string }>(store.events.client, {
    tag: "profile answers",
    sql: `SELECT question, score AS answer, toString(timestamp) AS at FROM feedback WHERE ${who} ORDER BY timestamp DESC, seq DESC LIMIT {most:UInt32}`,
    bound: { workspace, ids, most: mostAnswers },
  });
}

async function readIdentities(store: Store, workspaceId: string, customerId: string): Promise<KnownIdentity[]> {
  const rows = await store.records.database
    .selectFrom("identities")
    .select(["identity", "how", "source_id", "at"])
    .where("workspace_id", "=", workspaceId)
    .where("customer_id", "=", customerId)
    .orderBy("at")
    .limit(200)
    .execute();
  const order = rankIdentities(rows.map(({ identity }) => identity as Identity));
  const found = rows.map(({ identity, how, source_id, at }) => ({
    identity: identity as Identity,
    known: { ...identityParts(identity as Identity), evidence: { how, sourceId: source_id, at: new Date(at).getTime() } },
  }));
  return found.sort((a, b) => order.indexOf(a.identity) - order.indexOf(b.identity)).map(({ known }) => known);
}
