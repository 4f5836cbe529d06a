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

/** A row of any of the three tables: those of one table have some of these. */
type Row = { id: string; at: string; order: string; sender: string | null; properties: string } & Partial<
  Pick<
    TimelineItem,
    "kind" | "name" | "touchpoint" | "channel" | "stage" | "question" | "comment" | "currency" | "location" | "staff" | "shift"
  >
> & { answer?: number | null; revenue?: number | null };

const arrived =
  "message_id AS id, toString(timestamp) AS at, toString(seq) AS order, if(hasAny(flags, ['ts_ahead', 'ts_clamped']), toString(original_timestamp), NULL) AS sender";
const rowsOf: Record<TimelineItem["fact"], string> = {
  interaction: `SELECT ${arrived}, kind, name, touchpoint, channel, stage, revenue_minor AS revenue, currency, location, staff, shift, properties FROM interactions`,
  feedback: `SELECT ${arrived}, toString(question) AS question, score AS answer, comment, touchpoint, channel, stage, location, staff, shift, properties FROM feedback`,
  identification: `SELECT ${arrived}, kind, group_id AS name, traits AS properties FROM identifications`,
};
const facts = Object.keys(rowsOf) as TimelineItem["fact"][];

/**
 * Facts and feelings of one customer on one line: the latest first, or from a moment on with `after`.
 *
 * Rows keep the customer id that they came with, so each table is read by its key: for the customer and everyone they turned out to be. The
 * tables are asked side by side, because planning a question over all three takes longer than reading them.
 */
export async function readTimeline(
  store: Store,
  who: { workspaceId: string; id: string },
  asked: TimelineAsk,
): Promise<Page<TimelineItem>> {
  const ids = await rowIdsOf(store, who.workspaceId, who.id);
  const isAfter = asked.direction === "after";
  const start = readMoment(asked.cursor, isAfter ? "after" : "before");
  const [sign, turn] = isAfter ? [">", ""] : ["<", "DESC"];
  const rest = `WHERE workspace_id = {workspace:String} AND customer_id IN ${boundIds("ids")} AND (timestamp, seq) ${sign} ({at:DateTime64(3, 'UTC')}, {order:UInt64})
    ORDER BY timestamp ${turn}, seq ${turn} LIMIT {limit:UInt32}`;
  const bound = { workspace: who.workspaceId, ids, limit: asked.limit, at: instant(start.at), order: start.order };
  const lists = await Promise.all(
    (asked.fact ? [asked.fact] : facts).map(async (fact) => {
      const rows = await ask<Row>(store.events.client, { tag: `customer timeline: ${fact}`, sql: `${rowsOf[fact]} ${rest}`, bound });
      return rows.map((row) => ({ fact, row }));
    }),
  );
  const inOrder = lists.flat().sort((a, b) => (isAfter ? compare(a.row, b.row) : compare(b.row, a.row)));
  const page = inOrder.slice(0, asked.limit);
  const last = page.at(-1)?.row;
  return { items: page.map(toItem), next: last && page.length === asked.limit ? `${millis(last.at)}.${last.order}` : null };
}

// An instant is written with the same digits whenever it was, an ingest sequence is not.
const compare = (a: Row, b: Row): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.order.length - b.order.length || (a.order < b.order ? -1 : 1);

function toItem({ fact, row }: { fact: TimelineItem["fact"]; row: Row }): TimelineItem {
  const { id, at, sender, kind = "", question = "", name = question, touchpoint = "", channel = "", stage = "" } = row;
  const properties = JSON.parse(row.properties || "{}") as Record<string, unknown>;
  const clock = sender === null ? {} : { senderTime: millis(sender) };
  const item = { id, fact, timestamp: millis(at), ...clock, kind, name, touchpoint, channel, stage, properties };
  if (fact === "identification") return item;
  const { location, staff, shift } = row;
  if (fact === "feedback") return { ...item, location, staff, shift, question, score: row.answer ?? null, comment: row.comment };
  return { ...item, location, staff, shift, revenueMinor: row.revenue ?? null, currency: row.currency };
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
