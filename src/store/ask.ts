import { ClickHouseError, type ClickHouseClient } from "@clickhouse/client";
import { Failure } from "../model/failure.ts";

/** Values for the `{name:Type}` parameters of a question. Instants are given through `instant`. */
export type Bound = Record<string, string | number | boolean | readonly (string | number)[] | null>;

/** A question to the event store: who asks, its text, and the values bound to it. */
export type Question = { tag: string; sql: string; bound: Bound; limitRows?: number; timeoutS?: number };

/** Bounds within which every question runs: seconds, bytes of memory, the number of rows that it may return, and bytes of all bound values in an address. */
const bounds = { timeoutS: 20, memoryBytes: 2_000_000_000, rows: 100_000, valueBytes: 1_000_000 };

/**
 * The one way a question reaches the event store: it is tagged, limited, run and its rows are returned.
 *
 * Counts arrive as numbers. A customer id or hash may exceed 2^53: select it through `toString`.
 *
 * @throws Failure `query_too_costly` when a bound is exceeded, `store_unavailable` when the store does not answer
 */
export async function ask<Row>(client: ClickHouseClient, { tag, sql, bound, limitRows, timeoutS }: Question): Promise<Row[]> {
  if (isTooLong(bound)) throw new Failure("query_too_costly");
  try {
    const answer = await client.query({
      query: `/* ${tag.replace(/[^\w.: -]/g, "")} */ ${sql}`,
      query_params: bound,
      format: "JSONEachRow",
      clickhouse_settings: {
        max_execution_time: timeoutS ?? bounds.timeoutS,
        max_memory_usage: String(bounds.memoryBytes),
        max_result_rows: String(limitRows ?? bounds.rows),
        max_query_size: String(bounds.valueBytes),
        output_format_json_quote_64bit_integers: 0,
        output_format_json_quote_denormals: 0,
        readonly: "2",
      },
    });
    return await answer.json<Row>();
  } catch (error) {
    if (error instanceof ClickHouseError) {
      // 159 time, 241 memory, 396 rows, 158 rows read
      if (["159", "241", "396", "158"].includes(error.code)) throw new Failure("query_too_costly");
      throw error;
    }
    throw new Failure("store_unavailable", { store: "event" });
  }
}

/** Whether values are longer than an address may be, in which they travel. Most are nowhere near. */
function isTooLong(bound: Bound): boolean {
  const text = JSON.stringify(bound);
  return text.length * 9 > bounds.valueBytes && encodeURIComponent(text).length > bounds.valueBytes;
}
