import { ask } from "../../store/ask.ts";
import { instant, millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";
import { readCatalogue } from "./catalogue.ts";
import { renderPlaces } from "./render.ts";
import { suggestTouchpoint } from "./similar.ts";

/**
 * A name that comes in and that no touchpoint knows: an event's, or, when `isTouchpoint`, one that senders call a touchpoint. Instants
 * are UTC ms; `example` is what the latest one said, as JSON; `suggestion` is the touchpoint with the most similar name.
 */
export type UnmappedName = {
  name: string;
  isTouchpoint: boolean;
  interactions: number;
  answers: number;
  customers: number;
  firstAt: number;
  lastAt: number;
  channel: string;
  example: string;
  suggestion: { id: string; name: string } | null;
};

const most = 300;
const exampleLetters = 400;

/** Names that the catalogue does not know, the most frequent first, and how many facts they are of how many since an instant in UTC ms. */
export async function listUnmapped(
  store: Store,
  workspaceId: string,
  since: number,
): Promise<{ names: UnmappedName[]; unmapped: number; total: number }> {
  const catalogue = await readCatalogue(store.records.database, workspaceId);
  const bound = { workspace: workspaceId, since: instant(since), most, letters: exampleLetters };
  type Row = Omit<UnmappedName, "firstAt" | "lastAt" | "suggestion" | "isTouchpoint"> & { first: string; last: string; said: number };
  const parts = (["interactions", "feedback"] as const).map((table) => {
    const places = renderPlaces(catalogue, table);
    Object.assign(bound, places.bound);
    const isNamed = table === "feedback" ? `said_touchpoint != ''` : "1";
    return {
      rows: `SELECT ${places.key} AS called, said_touchpoint != '' AS isSaid, ${table === "feedback" ? 0 : 1} AS isInteraction, customer_id, timestamp, seq, toString(channel) AS via, properties
        FROM lived_${table}(workspace = {workspace:String}) WHERE timestamp >= {since:DateTime64(3, 'UTC')} AND ${isNamed} AND NOT (${places.isKnown})`,
      total: `SELECT count() AS n FROM ${table} WHERE workspace_id = {workspace:String} AND timestamp >= {since:DateTime64(3, 'UTC')} AND ${isNamed}`,
    };
  });
  const all = parts.map(({ rows }) => rows).join(" UNION ALL ");
  const [rows, [total]] = await Promise.all([
    ask<Row & { whole: number }>(store.events.client, {
      tag: "unmapped",
      sql: `SELECT called AS name, max(isSaid) AS said, toFloat64(countIf(isInteraction = 1)) AS interactions, toFloat64(countIf(isInteraction = 0)) AS answers,
          toFloat64(uniqExactIf(customer_id, customer_id != 0)) AS customers, toString(min(timestamp)) AS first, toString(max(timestamp)) AS last,
          topK(1)(via)[1] AS channel, substringUTF8(argMax(properties, (timestamp, seq)), 1, {letters:UInt32}) AS example, toFloat64(sum(count()) OVER ()) AS whole
        FROM (${all}) GROUP BY called ORDER BY count() DESC, called LIMIT {most:UInt32}`,
      bound,
    }),
    ask<{ n: number }>(store.events.client, {
      tag: "unmapped of all",
      sql: `SELECT toFloat64(sum(n)) AS n FROM (${parts.map(({ total }) => total).join(" UNION ALL ")})`,
      bound,
    }),
  ]);
  const names = rows.map(({ first, last, said, name, interactions, answers, customers, channel, example }) => ({
    name,
    interactions,
    answers,
    customers,
    channel,
    example,
    isTouchpoint: said === 1,
    firstAt: millis(first),
    lastAt: millis(last),
    suggestion: suggestTouchpoint(name, catalogue.touchpoints),
  }));
  return { names, unmapped: rows[0]?.whole ?? 0, total: total!.n };
}
