import type { ClickHouseClient } from "@clickhouse/client";

// What a table's definition says when an acknowledgement rests on it.
const promises = "%fsync_after_insert = 1%";

/**
 * Makes every table that promises durability keep it while its pieces are merged, and lets every other one lose its newest pieces.
 *
 * Forcing an insert to the disk is not enough: a merge writes the same rows anew, and the pieces that were forced are removed a second later.
 * Unless the merged piece is forced too, a power cut takes rows that were safe before. Where nothing is forced (tallies, which are counted
 * anew), a power cut leaves so many broken pieces that the engine would refuse to open the whole store.
 */
export async function forceMerges(client: ClickHouseClient): Promise<void> {
  await change(
    client,
    `engine_full LIKE '${promises}'`,
    "min_rows_to_fsync_after_merge = 1",
    ", min_compressed_bytes_to_fsync_after_merge = 1",
  );
  await change(client, `engine_full NOT LIKE '${promises}'`, "max_suspicious_broken_parts = 1000000");
}

/** Gives a setting to those tables that lack it, with others that go with it. */
async function change(client: ClickHouseClient, which: string, setting: string, more = ""): Promise<void> {
  const query = `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND ${which}
    AND engine_full NOT LIKE '%${setting}%'`;
  const answer = await client.query({ query, format: "JSONEachRow" });
  for (const { name } of await answer.json<{ name: string }>())
    await client.command({ query: `ALTER TABLE ${name.replace(/\W/g, "")} MODIFY SETTING ${setting}${more}` });
}
