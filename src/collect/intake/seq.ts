import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";

/** The highest ingest sequence that was ever given; 0 before the first. About microseconds since 1970, always rising. */
export async function readLastSeq({ events, records }: Store): Promise<number> {
  const tables = ["interactions", "feedback", "identifications", "dead_letters"];
  const [row] = await ask<{ seq: number }>(events.client, {
    tag: "collect.seq",
    sql: `SELECT max(seq) AS seq FROM (${tables.map((table) => `SELECT max(seq) AS seq FROM ${table}`).join(" UNION ALL ")})`,
    bound: {},
  });
  // A place that was taken by a decision is in no fact.
  const followed = await records.database.selectFrom("checkpoints").select("seq").execute();
  return Math.max(Number(row?.seq ?? 0), ...followed.map(({ seq }) => seq));
}
