import type { ClickHouseClient } from "@clickhouse/client";

/**
 * Makes every table that promises durability keep it while its pieces are merged.
 *
 * Forcing an insert to the disk is not enough: a merge writes the same rows anew, and the pieces that were forced are removed a second later.
 * Unless the merged piece is forced too, a power cut takes rows that were safe before.
 */
export async function forceMerges(client: ClickHouseClient): Promise<void> {
  const query = `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine_full LIKE '%fsync_after_insert = 1%'
    AND engine_full NOT LIKE '%min_rows_to_fsync_after_merge = 1%'`;
  const answer = await client.query({ query, format: "JSONEachRow" });
  for (const { name } of await answer.json<{ name: string }>())
    await client.command({
      query: `ALTER TABLE ${name.replace(/\W/g, "")} MODIFY SETTING min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1`,
    });
}
