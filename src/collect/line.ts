import type { Identity } from "../model/identity.ts";
import type { Fact } from "../model/fact.ts";
import { customerIdOf, messageHashOf } from "../store/customer-id.ts";

/** The three tables that hold facts. */
export const factTables = ["interactions", "feedback", "identifications"] as const;
export type FactTable = (typeof factTables)[number];

/** A fact on its way into its table: what de-duplication compares, and its row without the ingest sequence. */
export type Line = { table: FactTable; workspaceId: string; messageId: string; messageHash: string; sourceId: string; row: string };

const arrived =
  "seq, workspace_id, customer_id, timestamp, message_id, message_hash, identities, source_id, received_at, original_timestamp, sent_at, flags";

/** The columns of each table, in the order in which `lineOf` writes them; `seq` is put in front when the row is numbered. */
export const lineColumns: Record<FactTable, string> = {
  interactions: `${arrived}, kind, name, touchpoint, channel, stage, revenue_minor, currency, properties, context`,
  feedback: `${arrived}, question, score, comment, language, touchpoint, channel, stage, survey_id, properties`,
  identifications: `${arrived}, kind, traits, group_id, previous, context`,
};

/** An answer without any key is the answer of one unknown customer of its own. */
export const whoGave = (identities: readonly Identity[], messageId: string): Identity => identities[0] ?? `anonymous:${messageId}`;

/** Turns a fact of a workspace into the row that is stored. Instants are written as whole milliseconds. */
export function lineOf(workspaceId: string, fact: Fact): Line {
  const messageHash = messageHashOf(workspaceId, fact.messageId);
  const shared = [
    workspaceId,
    customerIdOf(workspaceId, whoGave(fact.identities, fact.messageId)),
    instantOf(fact.timestamp) ?? fact.receivedAt,
    fact.messageId,
    messageHash,
    fact.identities,
    fact.sourceId,
    fact.receivedAt,
    instantOf(fact.originalTimestamp),
    instantOf(fact.sentAt),
    fact.flags,
  ];
  const row = JSON.stringify([...shared, ...ownColumns(fact)]).slice(1);
  return { table: tableOf(fact), workspaceId, messageId: fact.messageId, messageHash, sourceId: fact.sourceId, row: wellFormed(row) };
}

const tableOf = (fact: Fact): FactTable =>
  fact.fact === "interaction" ? "interactions" : fact.fact === "feedback" ? "feedback" : "identifications";

function ownColumns(fact: Fact): unknown[] {
  if (fact.fact === "interaction") {
    const { kind, name, touchpoint, channel, stage, revenueMinor, currency, properties, context } = fact;
    return [kind, name, touchpoint, channel, stage, revenueMinor, currency, JSON.stringify(properties), JSON.stringify(context)];
  }
  if (fact.fact === "feedback") {
    const { question, score, comment, language, touchpoint, channel, stage, surveyId, properties } = fact;
    return [question, score, comment, language, touchpoint, channel, stage, surveyId, JSON.stringify(properties)];
  }
  return [fact.kind, JSON.stringify(fact.traits), fact.groupId, fact.previous ?? "", JSON.stringify(fact.context)];
}

// What the event store's instants can hold: the years 1900 to 2299.
const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(2299, 11, 31);
const instantOf = (ms: number | null): number | null => (ms !== null && ms >= earliest && ms <= latest ? Math.trunc(ms) : null);

// JSON writes half a surrogate pair as `\\udxxx`, which the event store refuses: one such letter would hold up everyone else's rows.
const halfPair = /(?<=(?:^|[^\\])(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/** A row of JSON without half surrogate pairs outside nested JSON. */
export const wellFormed = (row: string): string => (row.includes("\\ud") ? row.replace(halfPair, "\ufffd") : row);
