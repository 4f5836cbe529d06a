import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Store } from "../../src/store/open.ts";

/** DuckDB with the same rows in memory, as its own best types; touchpoints and channels as enumerations. */
export type Duck = { ask(sql: string): Promise<Record<string, unknown>[]>; close(): void };

const tables = {
  interactions: "SELECT customer_id, timestamp, seq, toString(touchpoint) AS touchpoint FROM interactions",
  feedback: "SELECT timestamp, score FROM feedback",
  links: "SELECT from_id, to_id FROM customer_links FINAL",
};

/** Hands every row that the questions need over to DuckDB, through Parquet files in the folder. */
export async function fillDuck({ events: { client } }: Store, folder: string): Promise<Duck> {
  mkdirSync(folder, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", { threads: String(cpus().length) });
  const connection = await instance.connect();
  for (const [name, sql] of Object.entries(tables)) {
    const path = join(folder, `${name}.parquet`);
    const { stream } = await client.exec({ query: `${sql} FORMAT Parquet SETTINGS output_format_parquet_string_as_string = 1` });
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(piece as Buffer);
    writeFileSync(path, Buffer.concat(pieces));
    await connection.run(`CREATE TABLE ${name} AS SELECT * FROM read_parquet('${path}')`);
  }
  await connection.run("CREATE TYPE place AS ENUM (SELECT DISTINCT touchpoint FROM interactions)");
  await connection.run("ALTER TABLE interactions ALTER touchpoint TYPE place");
  return {
    ask: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS() as Record<string, unknown>[],
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const gapMs = 30 * 86_400_000;
const visits = `visits AS (SELECT coalesce(to_id, customer_id) AS customer, epoch_ms(timestamp) AS moment, seq, touchpoint FROM interactions LEFT JOIN links ON customer_id = from_id)`;

/** The same questions in DuckDB's SQL. */
export const questions = {
  graph: `WITH ${visits}, steps AS (
      SELECT customer, touchpoint, lag(touchpoint) OVER life AS prior, moment - lag(moment) OVER life AS wait FROM visits WINDOW life AS (PARTITION BY customer ORDER BY moment, seq))
    SELECT prior::VARCHAR AS source, touchpoint::VARCHAR AS target, count(*) AS count, count(DISTINCT customer) AS customers, median(wait) AS median, avg(wait) AS mean
    FROM steps WHERE prior IS NOT NULL AND wait <= ${gapMs} GROUP BY ALL`,
  variants: `WITH ${visits}, steps AS (
      SELECT customer, touchpoint, moment, seq, coalesce(moment - lag(moment) OVER life > ${gapMs}, true) AS is_begin FROM visits WINDOW life AS (PARTITION BY customer ORDER BY moment, seq)),
    numbered AS (SELECT *, sum(is_begin::INT) OVER (PARTITION BY customer ORDER BY moment, seq) AS journey FROM steps),
    journeys AS (SELECT list(touchpoint ORDER BY moment, seq) AS path, max(moment) - min(moment) AS lasted FROM numbered GROUP BY customer, journey)
    SELECT path, count(*) AS count, median(lasted) AS median FROM journeys GROUP BY path ORDER BY count DESC LIMIT 20`,
  trend: `SELECT date_trunc('month', timestamp) AS month, count(*) FILTER (score >= 9) AS promoters, count(*) FILTER (score >= 7 AND score < 9) AS passives, count(*) FILTER (score < 7) AS detractors
    FROM feedback WHERE score BETWEEN 0 AND 10 GROUP BY month`,
};
