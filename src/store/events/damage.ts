import { ClickHouseError, type ClickHouseClient } from "@clickhouse/client";

/** A piece of a table whose files are not what was written, and why that is known. It is moved to the table's folder `detached`. */
export type DamagedPart = { table: string; part: string; why: string };

// The codes of the ClickHouse dialect for files that are not what was written: checksums, sizes, ends that come too early, unknown codecs.
const codes = new Set(["32", "33", "40", "107", "226", "228", "246", "271", "304", "307", "432"]);

/** Whether an error says that files on the disk were damaged. */
export const isDamage = (error: unknown): boolean => error instanceof ClickHouseError && codes.has(error.code);

/**
 * Checks every piece of these tables against its checksums and sets the damaged ones aside, so that everything else can be read again.
 *
 * It reads all data, so it is only called when something was damaged.
 */
export async function setAsideDamaged(client: ClickHouseClient, tables: readonly string[]): Promise<DamagedPart[]> {
  const damaged: DamagedPart[] = [];
  for (const table of tables) {
    const query = `CHECK TABLE ${table} SETTINGS check_query_single_value_result = 0`;
    const answer = await client.query({ query, format: "JSONEachRow" });
    for (const { part_path, is_passed, message } of await answer.json<{ part_path: string; is_passed: number; message: string }>()) {
      if (is_passed) continue;
      // The name is the store's own, but it becomes part of a statement.
      const part = part_path.replace(/[^\w-]/g, "");
      await client.command({ query: `ALTER TABLE ${table} DETACH PART '${part}'` });
      console.error(`A damaged piece of ${table} was set aside in its folder "detached": ${part}. ${message}`);
      damaged.push({ table, part, why: message });
    }
  }
  return damaged;
}
