import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import type { Stretch } from "../identity/evidence.ts";
import { factTables } from "../intake/line.ts";
import { mostSamples, type Noticed, type SeenName } from "./observed.ts";

const within = "seq > {after:UInt64} AND seq <= {upTo:UInt64}";
// Many names in one stretch are a flood; what is beyond is seen when it comes again.
const mostNames = 40_000;
const mostRows = 1_000_000;
// A clock that is off by less is off as clocks are.
const skewMs = 300_000;

/** The end of the next stretch that holds at most `most` facts, and no more than `upTo`. */
export async function nextLook(store: Store, { after, upTo }: Stretch, most: number): Promise<Stretch> {
  const tables = factTables.map((table) => `SELECT seq FROM ${table} WHERE ${within}`).join(" UNION ALL ");
  const [row] = await ask<{ n: number; last: number }>(store.events.client, {
    tag: "observe.stretch",
    sql: `SELECT count() AS n, max(seq) AS last FROM (SELECT seq FROM (${tables}) ORDER BY seq LIMIT {most:UInt32})`,
    bound: { after, upTo, most },
  });
  return { after, upTo: Number(row?.n ?? 0) < most ? upTo : Number(row!.last) };
}

// The type of a JSON value, told by its first letter.
const typeOf = `multiIf(startsWith(pair.2, '"'), 'text', pair.2 = 'null', 'null', pair.2 IN ('true', 'false'), 'boolean', startsWith(pair.2, '{'), 'object',
  startsWith(pair.2, '['), 'list', 'number')`;
const told = "workspace_id, source_id, seq, received_at";
// Pages and screens are named by their titles, which are no vocabulary: they stand under their kind.
const eventName = "if(kind = 'track', name, toString(kind))";
const answerName = "if(question = '', 'comment', toString(question))";

const valuesIn = (table: string, { bag, event, kind }: { bag: string; event: string; kind: string }): string =>
  `SELECT ${told}, '${kind}' AS called, pair.1 AS said, ${typeOf} AS type, ${event} AS event
   FROM ${table} ARRAY JOIN JSONExtractKeysAndValuesRaw(${bag}) AS pair WHERE ${within} AND pair.2 != 'null'`;
const eventsIn = (table: string, { event, type }: { event: string; type: string }): string =>
  `SELECT ${told}, 'event' AS called, ${event} AS said, ${type} AS type, '' AS event FROM ${table} WHERE ${within} AND NOT has(flags, 'further')`;

const namesSql = `
SELECT workspace_id AS workspaceId, source_id AS sourceId, called AS kind, said AS name, type, toFloat64(count()) AS n,
  toFloat64(toUnixTimestamp64Milli(min(received_at))) AS firstAt, toFloat64(toUnixTimestamp64Milli(max(received_at))) AS lastAt, argMax(event, seq) AS event
FROM (
  ${[
    valuesIn("interactions", { bag: "properties", event: eventName, kind: "property" }),
    valuesIn("feedback", { bag: "properties", event: answerName, kind: "property" }),
    valuesIn("identifications", { bag: "traits", event: "toString(kind)", kind: "trait" }),
    eventsIn("interactions", { event: eventName, type: "toString(kind)" }),
    eventsIn("feedback", { event: answerName, type: "'feedback'" }),
    eventsIn("identifications", { event: "toString(kind)", type: "'identification'" }),
  ].join("\n  UNION ALL ")}
) GROUP BY workspace_id, source_id, called, said, type ORDER BY n DESC LIMIT {most:UInt32} BY workspaceId`;

/** The names that stand in a stretch of facts, the most frequent first; values that are null have no type and are left out. */
export function readNames(store: Store, stretch: Stretch): Promise<SeenName[]> {
  const bound = { ...stretch, most: mostNames };
  return ask<SeenName>(store.events.client, { tag: "observe.names", sql: namesSql, bound, limitRows: mostRows, timeoutS: 60 });
}

const mendedIn = (table: string, event: string): string =>
  `SELECT ${told}, message_id, ${event} AS event, arrayJoin(arrayConcat(arrayFilter(flag -> flag != 'further', flags),
     if(isNotNull(original_timestamp) AND isNotNull(sent_at) AND abs(dateDiff('millisecond', assumeNotNull(sent_at), received_at)) > ${skewMs}, ['clock_corrected'], []))) AS code
   FROM ${table} WHERE ${within}`;

const mendedSql = `
SELECT workspace_id AS workspaceId, source_id AS sourceId, 'mended' AS kind, toString(code) AS code, toString(toDate(received_at)) AS day, toFloat64(count()) AS n,
  toFloat64(toUnixTimestamp64Milli(min(received_at))) AS firstAt, toFloat64(toUnixTimestamp64Milli(max(received_at))) AS lastAt,
  groupArrayLast(${mostSamples})((toFloat64(toUnixTimestamp64Milli(received_at)), event, message_id)) AS some
FROM (${mendedIn("interactions", eventName)} UNION ALL ${mendedIn("feedback", answerName)} UNION ALL ${mendedIn("identifications", "toString(kind)")})
GROUP BY workspace_id, source_id, code, day`;

/** What had to be mended in a stretch of facts, by source, code and day. */
export async function readMended(store: Store, stretch: Stretch): Promise<Noticed[]> {
  type Row = Omit<Noticed, "samples"> & { some: [at: number, event: string, messageId: string][] };
  const rows = await ask<Row>(store.events.client, { tag: "observe.mended", sql: mendedSql, bound: stretch, timeoutS: 60 });
  return rows.map(({ some, ...row }) => ({
    ...row,
    samples: some.map(([at, event, messageId]) => ({ at, event, messageId, says: "" })),
  }));
}
