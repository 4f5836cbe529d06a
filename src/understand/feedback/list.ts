import { ask } from "../../store/ask.ts";
import { millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";
import { bandOf } from "../band.ts";
import { namesOf } from "../customers/names.ts";
import { pageOf, readCursor, type Page } from "../page.ts";
import type { Rows, Scope } from "../scope.ts";
import { feedbackRows, type FeedbackAsk } from "./conditions.ts";

/** One answer as it is read. `customerId` is `null` for an answer given anonymously. `timestamp` in UTC milliseconds. */
export type FeedbackItem = {
  id: string;
  customerId: string | null;
  customerName: string | null;
  timestamp: number;
  question: string;
  score: number | null;
  band: string | null;
  comment: string;
  language: string;
  touchpoint: string;
  channel: string;
  stage: string;
  sourceId: string;
};

type Row = {
  id: string;
  customer: string;
  at: string;
  question: string;
  answer: number | null;
  comment: string;
  language: string;
  touchpoint: string;
  channel: string;
  stage: string;
  source: string;
};

const columns =
  "message_id AS id, toString(customer_id) AS customer, toString(timestamp) AS at, question, score AS answer, comment, language, touchpoint, channel, stage, source_id AS source";

/** The answers of a scope, the latest first. `total` is the count of the figure that it was opened from, exactly. */
export async function listFeedback(
  store: Store,
  scope: Scope,
  { cursor, limit, ...asked }: FeedbackAsk & { cursor?: string; limit: number },
): Promise<Page<FeedbackItem> & { total: number }> {
  const rows = feedbackRows(scope, asked);
  const offset = readCursor(cursor);
  const [items, total] = await Promise.all([readItems(store, scope.workspaceId, { rows, offset, limit }), countRows(store, rows)]);
  return pageOf(items, { offset, total });
}

/** Every answer of a scope, in pieces, for an export. */
export async function* readFeedback(store: Store, scope: Scope, asked: FeedbackAsk): AsyncGenerator<FeedbackItem[]> {
  const rows = feedbackRows(scope, asked);
  const limit = 10_000;
  for (let offset = 0; ; offset += limit) {
    const items = await readItems(store, scope.workspaceId, { rows, offset, limit });
    yield items;
    if (items.length < limit) return;
  }
}

async function readItems(
  store: Store,
  workspaceId: string,
  { rows, offset, limit }: { rows: Rows; offset: number; limit: number },
): Promise<FeedbackItem[]> {
  const found = await ask<Row>(store.events.client, {
    tag: "feedback list",
    sql: `SELECT ${columns} FROM ${rows.table} WHERE ${rows.where} ORDER BY timestamp DESC, seq DESC LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
    bound: { ...rows.bound, limit, offset },
  });
  const names = await namesOf(
    store,
    workspaceId,
    found.map(({ customer }) => customer),
  );
  return found.map(({ customer, at, answer, source, ...row }) => ({
    ...row,
    customerId: customer === "0" ? null : customer,
    customerName: names.get(customer) ?? null,
    timestamp: millis(at),
    score: answer,
    band: bandOf(row.question, answer),
    sourceId: source,
  }));
}

async function countRows(store: Store, rows: Rows): Promise<number> {
  const [row] = await ask<{ total: number }>(store.events.client, {
    tag: "feedback total",
    sql: `SELECT toFloat64(count()) AS total FROM ${rows.table} WHERE ${rows.where}`,
    bound: rows.bound,
  });
  return row!.total;
}
