import { ask } from "../../src/store/ask.ts";
import type { Store } from "../../src/store/open.ts";
import type { Feedback, Identification, Interaction } from "../../src/model/fact.ts";
import type { Identity } from "../../src/model/identity.ts";

/** An instant that facts of a test happen after, in minutes. */
export const start = Date.UTC(2026, 4, 1, 12);
const minute = 60_000;

const arrived = (messageId: string, identities: Identity[], minutes: number) => ({
  messageId,
  identities,
  timestamp: start + minutes * minute,
  originalTimestamp: null,
  sentAt: null,
  receivedAt: start + minutes * minute,
  sourceId: "src",
  flags: [],
});

/** Something that happened `minutes` after the start. */
export function happened(messageId: string, identities: Identity[], minutes = 0): Interaction {
  const place = { touchpoint: "Product Viewed", channel: "web", stage: "consideration" } as const;
  const rest = { revenueMinor: null, currency: "", properties: { sku: messageId }, context: {} };
  return { ...arrived(messageId, identities, minutes), fact: "interaction", kind: "track", name: "Product Viewed", ...place, ...rest };
}

/** A recommend answer. */
export function answered(messageId: string, identities: Identity[], score: number): Feedback {
  const place = { touchpoint: "Survey", channel: "email", stage: "" } as const;
  const rest = { comment: "", language: "en", surveyId: "", properties: {} };
  return { ...arrived(messageId, identities, 0), fact: "feedback", question: "recommend", score, ...place, ...rest };
}

/** What an identify call says. */
export function identified(messageId: string, identities: Identity[], traits: Record<string, unknown>, minutes = 0): Identification {
  return {
    ...arrived(messageId, identities, minutes),
    fact: "identification",
    kind: "identify",
    traits,
    groupId: "",
    previous: null,
    context: {},
  };
}

/** What a group call says. */
export function grouped(
  messageId: string,
  identities: Identity[],
  groupId: string,
  traits: Record<string, unknown>,
  minutes = 0,
): Identification {
  return { ...identified(messageId, identities, traits, minutes), kind: "group", groupId };
}

/** What an alias call says. */
export function aliased(messageId: string, user: Identity, previous: Identity): Identification {
  return { ...identified(messageId, [user], {}), kind: "alias", previous };
}

/** The interactions of a workspace, as lists of message ids, one for each customer. */
export async function journeys({ events }: Store, workspace: string): Promise<string[][]> {
  const rows = await ask<{ ids: string[] }>(events.client, {
    tag: "test",
    sql: `SELECT arraySort(groupArray(message_id)) AS ids FROM lived_interactions(workspace = {workspace:String}) GROUP BY customer_id ORDER BY ids`,
    bound: { workspace },
  });
  return rows.map(({ ids }) => ids);
}

/** How many messages arrived in a workspace, as they were counted before anything was done with them. */
export async function countReceived({ events }: Store, workspace: string): Promise<number> {
  const sql = "SELECT sum(n) AS n FROM tallies WHERE workspace_id = {workspace:String} AND outcome = 'received'";
  return Number((await ask<{ n: number }>(events.client, { tag: "test", sql, bound: { workspace } }))[0]!.n);
}

/** How many of everything that arrived in a workspace had each outcome. */
export async function outcomes({ events }: Store, workspace: string): Promise<Record<string, number>> {
  const rows = await ask<{ key: string; n: number }>(events.client, {
    tag: "test",
    sql: `SELECT concat(outcome, if(code = '', '', concat(':', code))) AS key, sum(n) AS n FROM tallies WHERE workspace_id = {workspace:String} AND outcome != 'received' GROUP BY key`,
    bound: { workspace },
  });
  return Object.fromEntries(rows.map(({ key, n }) => [key, Number(n)]));
}
