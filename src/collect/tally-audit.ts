import { ask } from "../store/ask.ts";
import type { Store } from "../store/open.ts";
import { factTables } from "./line.ts";
import type { Tally } from "./tally.ts";

export const hourMs = 3_600_000;

type Counted = { workspaceId: string; sourceId: string; hour: number; missing: number };

const hourOfSeq = `intDiv(seq, ${hourMs * 1000}) * ${hourMs / 1000}`;
// A further fact of a message is stored, but stands for nothing that arrived by itself.
const countIn = (table: string, counted = "count()", also = ""): string =>
  `SELECT workspace_id AS workspaceId, source_id AS sourceId, ${hourOfSeq} AS hourS, toInt64(${counted}) AS n FROM ${table} WHERE seq >= {since:UInt64} ${also} GROUP BY ALL`;

const sql = `
SELECT workspaceId, sourceId, hourS AS hour, sum(n) AS missing FROM (
  ${factTables.map((table) => countIn(table, "count()", "AND NOT has(flags, 'further')")).join(" UNION ALL ")}
  UNION ALL ${countIn("dead_letters", "uniqExact(seq)", "AND protocol != 'further'")}
  UNION ALL SELECT workspace_id, source_id, toUnixTimestamp(hour), -toInt64(sum(n)) FROM tallies
    WHERE hour >= toDateTime({sinceS:UInt32}, 'UTC') AND (outcome = 'stored' OR (outcome = 'set_aside' AND code != 'consent_denied')) GROUP BY ALL
) GROUP BY workspaceId, sourceId, hourS HAVING missing > 0`;

/**
 * What was stored without being tallied, in the hour of an instant (UTC ms) and later: a process is killed, or a disk fills, between the two.
 *
 * It compares hour by hour, so everything in a group must lie in one hour.
 */
export async function findUntallied(store: Store, since: number): Promise<Tally[]> {
  const sinceMs = Math.floor(since / hourMs) * hourMs;
  const rows = await ask<Counted>(store.events.client, {
    tag: "collect.audit",
    sql,
    bound: { since: sinceMs * 1000, sinceS: sinceMs / 1000 },
  });
  return rows.map(({ workspaceId, sourceId, hour, missing }) => {
    return { workspaceId, sourceId, outcome: "stored", code: "", n: Number(missing), at: Number(hour) * 1000 };
  });
}
