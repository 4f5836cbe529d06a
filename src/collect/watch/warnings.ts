import { sql } from "kysely";
import { ask } from "../../store/ask.ts";
import { millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";
import { dayOf, type Sample } from "../observe/observed.ts";
import { listNoticed } from "../observe/warning-book.ts";

/**
 * Where a warning comes from. `refused`: requests that were answered with 4xx; `set_aside`: messages that could not be used; `mended`: facts
 * that were stored otherwise than they were sent; `identity`: keys that were not taken for one person; `schema`: names left out of the schema.
 */
export const warningKinds = ["refused", "set_aside", "mended", "identity", "schema"] as const;
export type WarningKind = (typeof warningKinds)[number];

/** Something about a source that somebody should know: how often, first and last (UTC ms, within the time asked for), and a few samples. */
export type Warning = {
  kind: WarningKind;
  code: string;
  sourceId: string;
  n: number;
  firstAt: number;
  lastAt: number;
  /** Whether it is only worth knowing: nothing was lost, and nobody has to do anything. */
  isNote: boolean;
  samples: Sample[];
};

const hourMs = 3_600_000;
const notes = new Set(["redacted", "test_mode", "test_order", "message_id_assigned", "consent_denied", "crowded"]);

type Counted = Omit<Warning, "isNote">;

/** The warnings of a workspace since an instant (UTC ms): what calls for somebody first, then by how often. */
export async function listWarnings(store: Store, workspaceId: string, since: number): Promise<Warning[]> {
  const [noticed, tallied, reasons, refused] = await Promise.all([
    listNoticed(store.records.database, workspaceId, dayOf(since)),
    countTallied(store, workspaceId, since),
    readReasons(store, workspaceId, since),
    countRefusedLinks(store, workspaceId, since),
  ]);
  const samplesOf = ({ sourceId, kind, code }: Counted): Sample[] => {
    if (kind === "set_aside") return reasons.filter((one) => one.sourceId === sourceId && one.code === code).map(({ sample }) => sample);
    return noticed.find((one) => one.sourceId === sourceId && one.kind === kind && one.code === code)?.samples ?? [];
  };
  const counted: Counted[] = [
    ...tallied.map((one) => ({ ...one, samples: samplesOf(one) })),
    ...noticed.filter(({ kind }) => kind !== "refused").map((one): Counted => one),
    ...refused,
  ];
  return counted
    .map((one) => ({ ...one, isNote: notes.has(one.code) }))
    .sort((a, b) => Number(a.isNote) - Number(b.isNote) || b.n - a.n || b.lastAt - a.lastAt);
}

/** What was refused and set aside, as it was tallied: by the hour. */
async function countTallied({ events }: Store, workspaceId: string, since: number): Promise<Counted[]> {
  type Row = { outcome: "refused" | "set_aside"; code: string; sourceId: string; n: number; first: number; last: string };
  const rows = await ask<Row>(events.client, {
    tag: "warnings",
    sql: `SELECT source_id AS sourceId, toString(outcome) AS outcome, toString(code) AS code, toFloat64(sum(n)) AS n, toUnixTimestamp(min(hour)) AS first, toString(max(last_at)) AS last
      FROM tallies WHERE workspace_id = {workspace:String} AND outcome IN ('refused', 'set_aside') AND hour >= toDateTime({sinceS:UInt32}, 'UTC') GROUP BY ALL`,
    bound: { workspace: workspaceId, sinceS: Math.floor(since / hourMs) * (hourMs / 1000) },
  });
  return rows.map(({ outcome, first, last, ...row }) => ({
    ...row,
    kind: outcome,
    firstAt: first * 1000,
    lastAt: millis(last),
    samples: [],
  }));
}

/** Why dead letters were set aside: the latest sentence of each source and code. What they hold stays among the dead letters. */
async function readReasons(
  { events }: Store,
  workspaceId: string,
  since: number,
): Promise<{ sourceId: string; code: string; sample: Sample }[]> {
  type Row = { sourceId: string; code: string; problem: string; last: string };
  const rows = await ask<Row>(events.client, {
    tag: "warnings.letters",
    sql: `SELECT source_id AS sourceId, toString(code) AS code, argMax(problem, seq) AS problem, toString(max(received_at)) AS last
      FROM dead_letters WHERE workspace_id = {workspace:String} AND seq >= {since:UInt64} GROUP BY ALL`,
    bound: { workspace: workspaceId, since: since * 1000 },
  });
  return rows.map(({ sourceId, code, problem, last }) => {
    return { sourceId, code, sample: { at: millis(last), event: "", messageId: "", says: problem } };
  });
}

/** Keys that came together and were not taken for one person, by source and reason; the keys themselves are not told. */
async function countRefusedLinks({ records }: Store, workspaceId: string, since: number): Promise<Counted[]> {
  type Row = { sourceId: string; code: string; n: number; first: Date; last: Date; message: string };
  const { rows } = await sql<Row>`
    SELECT source_id AS "sourceId", outcome AS code, count(*) AS n, min(at) AS first, max(at) AS last, (array_agg(message_id ORDER BY at DESC))[1] AS message
    FROM identity_links WHERE workspace_id = ${workspaceId} AND at >= ${new Date(since)} AND outcome IN ('two_known', 'two_users', 'crowded', 'nobody')
    GROUP BY source_id, outcome`.execute(records.database);
  return rows.map(({ sourceId, code, n, first, last, message }) => {
    const [firstAt, lastAt] = [new Date(first).getTime(), new Date(last).getTime()];
    const samples = [{ at: lastAt, event: "", messageId: message, says: "" }];
    return { kind: "identity", code, sourceId, n: Number(n), firstAt, lastAt, samples };
  });
}
