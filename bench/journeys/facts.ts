import type { Store } from "../../src/store/open.ts";

export const workspaceId = "bench";
export const start = Date.UTC(2026, 0, 1);
const batch = 500_000;

const touchpoints = 40;
const perCustomer = 20;

// Common facts of both tables. Customers and moments are spread by a hash of the row's number, so that every run has the same rows.
const row = (customers: number, spreadMs: number) => `
  '${workspaceId}' AS workspace_id, sipHash64(intDiv(sipHash64(number, 1), intDiv(18446744073709551615, ${customers}))) AS customer_id,
  fromUnixTimestamp64Milli(toInt64(${start} + number * ${spreadMs} + sipHash64(number, 2) % 1000), 'UTC') AS timestamp, number + 1 AS seq,
  concat('m', toString(number)) AS message_id, sipHash64(number, 3) AS message_hash, [concat('user:', toString(customer_id))] AS identities,
  'bench' AS source_id, timestamp AS received_at`;
const place = `concat('touchpoint ', toString(toUInt32(pow(sipHash64(number, 4) / 18446744073709551616, 2) * ${touchpoints})))`;

/** Fills the stores with a year of interactions, an answer for every 16 of them, and one customer in ten found to be another. */
export async function fillStores({ events: { client } }: Store, interactions: number): Promise<void> {
  const customers = Math.round(interactions / perCustomer);
  const spreadMs = Math.floor((365 * 86_400_000) / interactions);
  const command = (query: string) => client.command({ query, clickhouse_settings: { max_execution_time: 300 } });
  for (let from = 0; from < interactions; from += batch) {
    const count = Math.min(batch, interactions - from);
    await command(`INSERT INTO interactions (workspace_id, customer_id, timestamp, seq, message_id, message_hash, identities, source_id, received_at, kind, name, touchpoint, channel, stage, properties, context)
      SELECT ${row(customers, spreadMs)}, 'track' AS kind, ${place} AS name, name AS touchpoint, ['web', 'app', 'store', 'phone', 'email'][cityHash64(name) % 5 + 1] AS channel,
        ['awareness', 'consideration', 'purchase', 'service', 'loyalty'][cityHash64(name, 1) % 5 + 1] AS stage, '{}' AS properties, '{}' AS context FROM numbers(${from}, ${count})`);
  }
  await command(`INSERT INTO feedback (workspace_id, customer_id, timestamp, seq, message_id, message_hash, identities, source_id, received_at, question, score, comment, language, touchpoint, channel, stage, survey_id, properties)
    SELECT ${row(customers, spreadMs * 16)}, 'recommend' AS question, toFloat64(least(10, sipHash64(number, 5) % 14)) AS score, 'It was fine' AS comment, 'en' AS language,
      ${place} AS touchpoint, 'web' AS channel, 'service' AS stage, '' AS survey_id, '{}' AS properties FROM numbers(${Math.floor(interactions / 16)})`);
  await command(
    `INSERT INTO customer_links SELECT '${workspaceId}', sipHash64(number * 2), sipHash64(number * 2 + 1), 1 FROM numbers(${Math.floor(customers / 10)})`,
  );
}

/** Waits until the event store has settled, and says in how many parts the interactions lie. */
export async function settle({ events: { client } }: Store): Promise<number> {
  const count = async (sql: string) => {
    const answer = await client.query({ query: sql, format: "JSONEachRow" });
    return Number((await answer.json<{ n: string }>())[0]!.n);
  };
  while ((await count("SELECT count() AS n FROM system.merges")) > 0) await new Promise((resolve) => setTimeout(resolve, 200));
  return count("SELECT count() AS n FROM system.parts WHERE active AND table = 'interactions'");
}
