import { ask } from "../../store/ask.ts";
import { millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";
import { namesOf } from "../customers/names.ts";
import { exportHead, exportLine } from "../../model/csv.ts";
import { pageOf, readCursor, type Page } from "../page.ts";
import { rowsOf } from "../scope.ts";
import { journeysOf, variantId } from "./journey.ts";
import { listPlaces, visitsOf, type Travel } from "./visits.ts";

/** What a figure on the graph counts: an arrow, a touchpoint or a variant. */
export type Figure = { source: string; target: string } | { touchpoint: string } | { variant: string };

/** One thing that a figure counted. `from` and `to` are instants in UTC milliseconds; at a touchpoint there is only `from`. */
export type JourneyRow = { customerId: string; customerName: string | null; from: number; to?: number; waitMs?: number };

/** The rows behind a figure, the latest first. `total` is the figure, exactly. */
export async function findJourneyRows(
  store: Store,
  travel: Travel,
  { figure, cursor, limit }: { figure: Figure; cursor?: string; limit: number },
): Promise<Page<JourneyRow> & { total: number }> {
  const { sql, bound } = await behind(store, travel, figure);
  const offset = readCursor(cursor);
  const rows = await ask<{ customer: string; began: string; ended: string; total: number }>(store.events.client, {
    tag: "journeys rows",
    sql: `SELECT toString(customer_id) AS customer, toString(fromUnixTimestamp64Milli(toInt64(began), 'UTC')) AS began, toString(fromUnixTimestamp64Milli(toInt64(ended), 'UTC')) AS ended, toFloat64(total) AS total
      FROM (SELECT customer_id, began, ended, count() OVER () AS total FROM ${sql}) ORDER BY began DESC, customer_id, ended DESC LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
    bound: { ...bound, limit, offset },
  });
  const names = await namesOf(
    store,
    travel.scope.workspaceId,
    rows.map(({ customer }) => customer),
  );
  const items = rows.map(({ customer, began, ended }) => {
    const [from, to] = [millis(began), millis(ended)];
    const span = "touchpoint" in figure ? {} : { to, waitMs: to - from };
    return { customerId: customer, customerName: names.get(customer) ?? null, from, ...span };
  });
  return pageOf(items, { offset, total: rows[0]?.total ?? 0 });
}

/** Every row behind a figure as CSV, piece by piece. */
export async function* exportJourneyRows(store: Store, travel: Travel, figure: Figure): AsyncGenerator<string> {
  yield exportHead(["customerId", "customerName", "from", "to", "waitMs"]);
  const iso = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  let cursor: string | null = "0";
  while (cursor !== null) {
    const page: Page<JourneyRow> = await findJourneyRows(store, travel, { figure, cursor, limit: 10_000 });
    yield page.items.map((row) => exportLine([row.customerId, row.customerName, iso(row.from), iso(row.to), row.waitMs ?? null])).join("");
    cursor = page.next;
  }
}

async function behind(store: Store, travel: Travel, figure: Figure) {
  if ("touchpoint" in figure) {
    const rows = rowsOf(travel.scope, "interactions", "customers");
    const at = "toUnixTimestamp64Milli(timestamp)";
    return {
      sql: `(SELECT customer_id, ${at} AS began, ${at} AS ended FROM ${rows.table} WHERE ${rows.where} AND touchpoint = {figure:String})`,
      bound: { ...rows.bound, figure: figure.touchpoint },
    };
  }
  const places = await listPlaces(store, travel.scope.workspaceId);
  if ("variant" in figure) {
    const journeys = journeysOf(travel, places);
    return {
      sql: `(SELECT customer_id, began, ended FROM ${journeys.sql} WHERE ${variantId("steps")} = {figure:String})`,
      bound: { ...journeys.bound, figure: figure.variant },
    };
  }
  const visits = visitsOf(travel, places);
  const positionOf = (touchpoint: string) => places.indexOf(touchpoint) + 1;
  return {
    sql: `(SELECT customer_id, ended - wait AS began, ended FROM ${visits.sql}
      ARRAY JOIN arrayPopBack(places) AS source, arrayPopFront(places) AS target, arrayPopFront(begins) AS is_begin, arrayPopFront(waits) AS wait, arrayPopFront(times) AS ended
      WHERE source = {source:UInt32} AND target = {target:UInt32} AND NOT is_begin)`,
    bound: { ...visits.bound, source: positionOf(figure.source), target: positionOf(figure.target) },
  };
}
