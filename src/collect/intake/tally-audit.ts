import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { factTables } from "./line.ts";
import { onlyCounted, type Outcome, type Tally } from "./tally.ts";

export const hourMs = 3_600_000;

type Counted = { workspaceId: string; sourceId: string; outcome: Outcome; code: string; hour: number; missing: number };

const hourOfSeq = `intDiv(seq, ${hourMs * 1000}) * ${hourMs / 1000}`;
const within = "WHERE seq >= {since:UInt64}";

/** The kinds of rows that a tally counts. A further fact of a message is stored, but stands for nothing that arrived by itself. */
const rows = [
  ...factTables.map(
    (table) =>
      `SELECT workspace_id AS workspaceId, source_id AS sourceId, 'stored' AS outcome, '' AS code, ${hourOfSeq} AS hourS, toInt64(count()) AS n
       FROM ${table} ${within} AND NOT has(flags, 'further') GROUP BY ALL`,
  ),
  `SELECT workspace_id AS workspaceId, source_id AS sourceId, 'set_aside' AS outcome, toString(code) AS code, ${hourOfSeq} AS hourS, toInt64(uniqExact(seq)) AS n
   FROM dead_letters ${within} GROUP BY ALL`,
].join(" UNION ALL ");

const sql = `
SELECT workspaceId, sourceId, outcome, code, hourS AS hour, sum(n) AS missing FROM (
  ${rows}
  UNION ALL SELECT workspace_id AS workspaceId, source_id AS sourceId, toString(outcome) AS outcome, toString(code) AS code, toUnixTimestamp(hour) AS hourS, -toInt64(sum(n)) AS n
  FROM tallies WHERE hour >= toDateTime({sinceS:UInt32}, 'UTC') AND (outcome = 'stored' OR (outcome = 'set_aside' AND code NOT IN {onlyCounted:Array(String)}))
  GROUP BY ALL
) GROUP BY workspaceId, sourceId, outcome, code, hourS HAVING missing > 0`;

/**
 * What was stored or set aside without being tallied, in the hour of an instant (UTC ms) and later: a process is killed, or a disk fills,
 * between the two. What was not tallied was not told as received either.
 *
 * It compares hour by hour, so everything in a group must lie in one hour.
 */
export async function findUntallied(store: Store, since: number): Promise<Tally[]> {
  const sinceMs = Math.floor(since / hourMs) * hourMs;
  const missed = await ask<Counted>(store.events.client, {
    tag: "collect.audit",
    sql,
    bound: { since: sinceMs * 1000, sinceS: sinceMs / 1000, onlyCounted },
  });
  return missed.flatMap(({ hour, missing, ...tally }) => {
    const told = { ...tally, n: Number(missing), at: Number(hour) * 1000 };
    return [told, { ...told, outcome: "received" as const, code: "" }];
  });
}
