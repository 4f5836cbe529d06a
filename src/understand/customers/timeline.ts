import { Failure } from "../../model/failure.ts";
import { ask } from "../../store/ask.ts";
import { instant, millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";
import type { Page } from "../page.ts";
import { boundIds } from "./names.ts";
import { rowIdsOf } from "./rows-of.ts";

/** One thing on a customer's timeline. `timestamp` in UTC milliseconds. */
export type TimelineItem = {
  id: string;
  fact: "interaction" | "feedback" | "identification";
  timestamp: number;
  /** When the sender's clock said that it happened, where that cannot be and the arrival counts instead. UTC milliseconds. */
  senderTime?: number;
  kind: string;
  name: string;
  touchpoint: string;
  channel: string;
  stage: string;
  question?: string;
  score?: number | null;
  comment?: string;
  revenueMinor?: number | null;
  currency?: string;
  /** Code of the location where it happened, who served, and in which shift; empty when not said. */
  location?: string;
  staff?: string;
  shift?: string;
  properties: Record<string, unknown>;
};

/** Which part of a timeline: before a moment (a cursor, or an instant with its tie-break), how many, and only one kind of fact. */
export type TimelineAsk = { cursor?: string; limit: number; fact?: TimelineItem["fact"]; direction?: "before" | "after" };

type Row = {
  id: string;
  fact: TimelineItem["fact"];
  at: string;
  order: string;
  sender: string | null;
  kind: string;
  name: string;
  touchpoint: string;
  channel: string;
  stage: string;
  question: string;
  answer: number | null;
  comment: string;
  revenue: number | null;
  currency: string;
  location: string;
  staff: string;
  shift: string;
  properties: string;
};

const told = "message_id AS id, timestamp, seq, flags, original_timestamp";
const sources: Record<TimelineItem["fact"], string> = {
  interaction: `SELECT ${told}, 'interaction' AS fact, kind, name, touchpoint, channel, stage, '' AS question, NULL AS answer, '' AS comment, revenue_minor AS revenue, currency, location, staff, shift, properties FROM interactions`,
  feedback: `SELECT ${told}, 'feedback' AS fact, '' AS kind, toString(question) AS name, touchpoint, channel, stage, question, score AS answer, comment, NULL AS revenue, '' AS currency, location, staff, shift, properties FROM feedback`,
  identification: `SELECT ${told}, 'identification' AS fact, kind, group_id AS name, '' AS touchpoint, '' AS channel, '' AS stage, '' AS question, NULL AS answer, '' AS comment, NULL AS revenue, '' AS currency, '' AS location, '' AS staff, '' AS shift, traits AS properties FROM identifications`,
};
// Said once for all of them: how long a question takes to plan is most of what it takes.
const said =
  "* EXCEPT (timestamp, seq, flags, original_timestamp), toString(timestamp) AS at, toString(seq) AS order, if(hasAny(flags, ['ts_ahead', 'ts_clamped']), toString(original_timestamp), NULL) AS sender";

/**
 * Facts and feelings of one customer on one line: the latest first, or from a moment on with `after`.
 *
 * Rows keep the customer id that they came with, so each table is read by its key: for the customer and everyone they turned out to be.
 */
export async function readTimeline(
  store: Store,
  who: { workspaceId: string; id: string },
  asked: TimelineAsk,
): Promise<Page<TimelineItem>> {
  const ids = await rowIdsOf(store, who.workspaceId, who.id);
  const isAfter = asked.direction === "after";
  const sign = isAfter ? ">" : "<";
  const start = readMoment(asked.cursor, isAfter ? "after" : "before");
  const where = `workspace_id = {workspace:String} AND customer_id IN ${boundIds("ids")} AND (timestamp, seq) ${sign} ({at:DateTime64(3, 'UTC')}, {order:UInt64})`;
  const order = `ORDER BY timestamp ${isAfter ? "" : "DESC"}, seq ${isAfter ? "" : "DESC"} LIMIT {limit:UInt32}`;
  const parts = asked.fact ? [sources[asked.fact]] : Object.values(sources);
  const rows = await ask<Row>(store.events.client, {
    tag: "customer timeline",
    sql: `SELECT ${said} FROM (${parts.map((part) => `(${part} WHERE ${where} ${order})`).join(" UNION ALL ")}) ${order}`,
    bound: { workspace: who.workspaceId, ids, limit: asked.limit, at: instant(start.at), order: start.order },
  });
  const last = rows.at(-1);
  return { items: rows.map(toItem), next: last && rows.length === asked.limit ? `${millis(last.at)}.${last.order}` : null };
}

function toItem({ id, fact, at, sender, kind, name, touchpoint, channel, stage, ...row }: Row): TimelineItem {
  const properties = JSON.parse(row.properties || "{}") as Record<string, unknown>;
  const clock = sender === null ? {} : { senderTime: millis(sender) };
  const item = { id, fact, timestamp: millis(at), ...clock, kind, name, touchpoint, channel, stage, properties };
  if (fact === "identification") return item;
  const { location, staff, shift } = row;
  if (fact === "feedback") return { ...item, location, staff, shift, question: row.question, score: row.answer, comment: row.comment };
  return { ...item, location, staff, shift, revenueMinor: row.revenue, currency: row.currency };
}

/** @throws Failure `bad_input` for a cursor that no page gave */
function readMoment(cursor: string | undefined, direction: "before" | "after"): { at: number; order: string } {
  if (cursor === undefined) return direction === "before" ? { at: Date.UTC(2299, 0), order: "0" } : { at: 0, order: "0" };
  const [, at, order] = /^(\d{1,13})\.(\d{1,20})$/.exec(cursor) ?? [];
  if (at === undefined || order === undefined)
    throw new Failure("bad_input", { field: "cursor", problem: "take it from `next` of the page before." });
  return { at: Number(at), order };
}

/** The cursor of a moment: what happened strictly before it, or after it. */
export const momentOf = (timestamp: number, seq: string): string => `${timestamp}.${seq}`;
