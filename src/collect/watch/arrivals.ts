import { ask } from "../../store/ask.ts";
import { millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";

/** A fact as it arrived, for whoever connects a source and wants to see it. */
export type Arrival = {
  seq: number;
  receivedAt: number;
  timestamp: number;
  sourceId: string;
  fact: "interaction" | "feedback" | "identification";
  kind: string;
  name: string;
  messageId: string;
  identities: string[];
  flags: string[];
  /** What the sender said, as JSON text. */
  raw: string;
};

const arrived =
  "seq, toString(received_at) AS receivedAt, toString(timestamp) AS happenedAt, source_id AS sourceId, message_id AS messageId, identities, flags";
const wanted =
  "WHERE workspace_id = {workspace:String} AND seq > {after:UInt64} AND ({source:String} = '' OR source_id = {source:String}) ORDER BY seq DESC LIMIT {most:UInt32}";

const sql = `
SELECT * FROM (
  SELECT * FROM (SELECT ${arrived}, 'interaction' AS fact, toString(kind) AS kind, name, concat('{"properties":', properties, ',"context":', context, '}') AS raw FROM interactions ${wanted})
  UNION ALL
  SELECT * FROM (SELECT ${arrived}, 'feedback' AS fact, toString(question) AS kind, toString(touchpoint) AS name,
    concat('{"score":', ifNull(toString(score), 'null'), ',"comment":', toJSONString(comment), ',"properties":', properties, '}') AS raw FROM feedback ${wanted})
  UNION ALL
  SELECT * FROM (SELECT ${arrived}, 'identification' AS fact, toString(kind) AS kind, '' AS name, concat('{"traits":', traits, ',"previous":', toJSONString(previous), '}') AS raw FROM identifications ${wanted})
) ORDER BY seq DESC LIMIT {most:UInt32}`;

/** The newest facts of a workspace, newest first: those after a place in the order of arrival, of one source when it is named. */
export async function listArrivals(store: Store, workspaceId: string, { after = 0, sourceId = "", most = 100 } = {}): Promise<Arrival[]> {
  type Row = Omit<Arrival, "receivedAt" | "timestamp"> & { receivedAt: string; happenedAt: string };
  const rows = await ask<Row>(store.events.client, {
    tag: "debugger",
    sql,
    bound: { workspace: workspaceId, after, source: sourceId, most },
  });
  return rows.map(({ happenedAt, ...row }) => ({ ...row, receivedAt: millis(row.receivedAt), timestamp: millis(happenedAt) }));
}
