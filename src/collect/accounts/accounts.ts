import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { factTables } from "../intake/line.ts";
import { onlyCounted } from "../intake/tally.ts";

/** What became of everything that a source sent, as it was tallied: received = stored + known + set aside. */
export type Account = { received: number; stored: number; known: number; setAside: number };

/** An account of one source beside the rows that stand for it: facts, and dead letters whose text is kept. */
export type CheckedAccount = Account & {
  workspaceId: string;
  sourceId: string;
  /** What was set aside and whose text is kept. */
  kept: number;
  /** What was stored and erased since, because somebody asked for it. */
  erased: number;
  facts: number;
  letters: number;
};

/** Hours of the order of arrival, from an instant (UTC ms) up to another, which lies before none of them. */
export type Hours = { since: number; until: number };

const within = "seq >= {since:UInt64} AND seq < {until:UInt64}";
const none = "toInt64(0)";
const columns = ["received", "stored", "known", "setAside", "kept", "erased", "facts", "letters"] as const;

/** One part of the union: a count for one of the columns, or several of them; the others are zero. */
const part = (counts: Partial<Record<(typeof columns)[number], string>>, from: string): string =>
  `SELECT workspace_id AS workspaceId, source_id AS sourceId, ${columns.map((name) => `${counts[name] ?? none} AS ${name}`).join(", ")} FROM ${from} GROUP BY workspace_id, source_id`;

const tallied = (outcome: string, also = ""): string => `toInt64(sumIf(n, outcome = '${outcome}'${also}))`;

const sql = `
SELECT workspaceId, sourceId, ${columns.map((name) => `sum(${name}) AS ${name}`).join(", ")} FROM (
  ${[
    part(
      {
        received: tallied("received"),
        stored: tallied("stored"),
        known: tallied("known"),
        setAside: tallied("set_aside"),
        kept: tallied("set_aside", " AND code NOT IN {onlyCounted:Array(String)}"),
        erased: tallied("erased"),
      },
      "tallies WHERE hour >= toDateTime({sinceS:UInt32}, 'UTC') AND hour < toDateTime({untilS:UInt32}, 'UTC') AND outcome != 'refused'",
    ),
    // A further fact of a message is stored, but stands for nothing that arrived by itself.
    ...factTables.map((table) => part({ facts: "toInt64(count())" }, `${table} WHERE ${within} AND NOT has(flags, 'further')`)),
    part({ letters: "toInt64(uniqExact(seq))" }, `dead_letters WHERE ${within}`),
  ].join("\n  UNION ALL ")}
) GROUP BY workspaceId, sourceId ORDER BY workspaceId, sourceId`;

/** Every source's account within some hours, beside its rows. Questions of a long time read a column of every fact. */
export async function readAccounts(store: Store, { since, until }: Hours): Promise<CheckedAccount[]> {
  const rows = await ask<CheckedAccount>(store.events.client, {
    tag: "accounts",
    sql,
    bound: { since: since * 1000, until: until * 1000, sinceS: since / 1000, untilS: until / 1000, onlyCounted },
    timeoutS: 120,
  });
  return rows.map((row) => ({ ...row, ...Object.fromEntries(columns.map((name) => [name, Number(row[name])])) }));
}
