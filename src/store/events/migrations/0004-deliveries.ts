/** What webhooks delivered, as it came, to look back on for two weeks. What counts is in the fact tables and among the dead letters. */
export const deliveries = [
  `CREATE TABLE IF NOT EXISTS deliveries (
  workspace_id LowCardinality(String), source_id LowCardinality(String), received_at DateTime64(3, 'UTC'), id String,
  delivery_id String, topic LowCardinality(String), stored UInt32, known UInt32, set_aside UInt32, code LowCardinality(String), raw String CODEC(ZSTD(3))
) ENGINE = MergeTree ORDER BY (workspace_id, source_id, received_at, id) TTL toDateTime(received_at) + INTERVAL 14 DAY
SETTINGS old_parts_lifetime = 1, cleanup_delay_period = 1, max_cleanup_delay_period = 1, cleanup_delay_period_random_add = 0`,
];
