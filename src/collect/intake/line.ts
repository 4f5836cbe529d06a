import type { Identity } from "../../model/identity.ts";
import type { Fact, Placed } from "../../model/fact.ts";
import { customerIdOf, decimalOf, hashOfMessage, type MessageHash } from "../../store/customer-id.ts";
import { instant } from "../../store/events/connect.ts";

/** The three tables that hold facts. */
export const factTables = ["interactions", "feedback", "identifications"] as const;
export type FactTable = (typeof factTables)[number];

/** A fact on its way into its table: what de-duplication compares, and its row without the ingest sequence. */
export type Line = {
  table: FactTable;
  workspaceId: string;
  messageId: string;
  /** The message's name within the whole store. */
  key: string;
  hash: MessageHash;
  messageHash: string;
  sourceId: string;
  row: string;
  /** Another fact of its message is counted. */
  isFurther: boolean;
  /** Whether nobody could say yet if it is stored already: whoever writes it finds out first. */
  isDoubtful?: boolean;
  /** Whether it was found to be stored already when it was to be written. */
  isKnown?: boolean;
};

/** A line with its place in the order of arrival. */
export type NumberedLine = Line & { seq: number };

/** A message's name within the whole store. */
export const messageKey = (workspaceId: string, messageId: string): string => `${workspaceId} ${messageId}`;

const arrived =
  "seq, workspace_id, customer_id, timestamp, message_id, message_hash, identities, source_id, received_at, original_timestamp, sent_at, flags";

const placed = "said_touchpoint, said_stage, location, staff, shift";

/** The columns of each table, in the order in which `lineOf` writes them; `seq` is put in front when the row is numbered. */
export const lineColumns: Record<FactTable, string> = {
  interactions: `${arrived}, kind, name, touchpoint, channel, stage, revenue_minor, currency, properties, context, ${placed}`,
  feedback: `${arrived}, question, score, comment, language, touchpoint, channel, stage, survey_id, properties, ${placed}`,
  identifications: `${arrived}, kind, traits, group_id, previous, context`,
};

/** An answer without any key is the answer of one unknown customer of its own. */
export const whoGave = (identities: readonly Identity[], messageId: string): Identity => identities[0] ?? `anonymous:${messageId}`;

/** Turns a fact of a workspace into the row that is stored: tab separated, the form that both sides write and read fastest. */
export function lineOf(workspaceId: string, fact: Fact): Line {
  const hash = hashOfMessage(workspaceId, fact.messageId);
  const messageHash = decimalOf(hash);
  const row = [
    textOf(workspaceId),
    customerIdOf(workspaceId, whoGave(fact.identities, fact.messageId)),
    instantOf(fact.timestamp) ?? instant(fact.receivedAt),
    textOf(fact.messageId),
    messageHash,
    listOf(fact.identities),
    textOf(fact.sourceId),
    instant(fact.receivedAt),
    instantOf(fact.originalTimestamp) ?? absent,
    instantOf(fact.sentAt) ?? absent,
    listOf(fact.flags),
    ...ownColumns(fact),
  ].join("\t");
  const isFurther = fact.isFurther === true;
  const { messageId, sourceId } = fact;
  return {
    table: tableOf(fact),
    workspaceId,
    messageId,
    key: messageKey(workspaceId, messageId),
    hash,
    messageHash,
    sourceId,
    row,
    isFurther,
  };
}

/** The line of a row that was written down by `lineOf`. */
export function lineOfRow(table: FactTable, row: string, isFurther: boolean): Line {
  const columns = row.split("\t", 7);
  const [workspaceId, messageId, messageHash, sourceId] = [0, 3, 4, 6].map((at) => plainOf(columns[at]!)) as [
    string,
    string,
    string,
    string,
  ];
  const key = messageKey(workspaceId, messageId);
  return { table, workspaceId, messageId, key, hash: hashOfMessage(workspaceId, messageId), messageHash, sourceId, row, isFurther };
}

const tableOf = (fact: Fact): FactTable =>
  fact.fact === "interaction" ? "interactions" : fact.fact === "feedback" ? "feedback" : "identifications";

function ownColumns(fact: Fact): string[] {
  if (fact.fact === "interaction") {
    const { kind, name, touchpoint, channel, stage, revenueMinor, currency, properties, context } = fact;
    const texts = [kind, textOf(name), textOf(touchpoint), channel, stage, numberOf(revenueMinor), currency];
    return [...texts, jsonOf(properties), jsonOf(context), ...placedColumns(fact)];
  }
  if (fact.fact === "feedback") {
    const { question, score, comment, language, touchpoint, channel, stage, surveyId, properties } = fact;
    const texts = [textOf(comment), textOf(language), textOf(touchpoint), channel, stage, textOf(surveyId), jsonOf(properties)];
    return [question, numberOf(score), ...texts, ...placedColumns(fact)];
  }
  return [fact.kind, jsonOf(fact.traits), textOf(fact.groupId), textOf(fact.previous ?? ""), jsonOf(fact.context)];
}

const placedColumns = ({ saidTouchpoint = "", saidStage = "", location = "", staff = "", shift = "" }: Placed): string[] => [
  textOf(saidTouchpoint),
  saidStage,
  textOf(location),
  textOf(staff),
  textOf(shift),
];

const absent = "\\N";
const special = /[\\\t\n\0]/;
const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\0": "\\0" };
const escaped = (text: string): string => text.replace(/[\\\t\n\0]/g, (letter) => escapes[letter]!);

/** A text as a column of a row. */
export const textOf = (text: string): string => (special.test(text) ? escaped(text) : text);
const plain: Record<string, string> = { "\\": "\\", t: "\t", n: "\n", "0": "\0" };
const plainOf = (column: string): string => column.replace(/\\([\\tn0])/g, (_pair, letter: string) => plain[letter]!);
const jsonOf = (value: unknown): string => textOf(JSON.stringify(value));
const numberOf = (value: number | null): string => (value === null ? absent : String(value));
// Inside a list a text is quoted, and escaped once: what is quoted is not read as a column again.
const quoted = (text: string): string => `'${text.replace(/[\\'\t\n\0]/g, (letter) => escapes[letter] ?? "\\'")}'`;
const listOf = (items: readonly string[]): string => (items.length === 0 ? "[]" : `[${items.map(quoted).join(",")}]`);

// What the event store's instants can hold: the years 1900 to 2299.
const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(2299, 11, 31);
const instantOf = (ms: number | null): string | null => (ms !== null && ms >= earliest && ms <= latest ? instant(ms) : null);
