// What every fact table shares. Durable: an insert that was answered survives a power cut. Erasable: dead parts vanish within seconds.
const arrived = `
  workspace_id LowCardinality(String),
  customer_id UInt64,
  timestamp DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  seq UInt64 CODEC(Delta, ZSTD(1)),
  message_id String CODEC(ZSTD(1)),
  message_hash UInt64,
  identities Array(String) CODEC(ZSTD(1)),
  source_id LowCardinality(String),
  received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  original_timestamp Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
  sent_at Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
  flags Array(LowCardinality(String))`;

const indexes = `
  INDEX by_seq seq TYPE minmax GRANULARITY 1,
  INDEX by_message message_hash TYPE bloom_filter(0.001) GRANULARITY 1`;

const durable = `SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  old_parts_lifetime = 1, cleanup_delay_period = 1, max_cleanup_delay_period = 1, cleanup_delay_period_random_add = 0`;

// The customer of a row is the strongest key on it; a link says that this customer turned out to be another one.
const lived = (table: string): string => `
CREATE VIEW IF NOT EXISTS lived_${table} AS
SELECT if(link.to_id = 0, fact.customer_id, link.to_id) AS customer_id, fact.* EXCEPT customer_id
FROM ${table} AS fact
LEFT ANY JOIN (SELECT from_id, to_id FROM customer_links FINAL WHERE workspace_id = {workspace:String}) AS link ON fact.customer_id = link.from_id
WHERE fact.workspace_id = {workspace:String}`;

export const facts = [
  `CREATE TABLE IF NOT EXISTS interactions (${arrived},
  kind LowCardinality(String),
  name String CODEC(ZSTD(1)),
  touchpoint LowCardinality(String),
  channel LowCardinality(String),
  stage LowCardinality(String),
  revenue_minor Nullable(Int64),
  currency LowCardinality(String),
  properties String CODEC(ZSTD(3)),
  context String CODEC(ZSTD(3)),${indexes}
) ENGINE = ReplacingMergeTree ORDER BY (workspace_id, customer_id, timestamp, seq) ${durable}`,

  `CREATE TABLE IF NOT EXISTS feedback (${arrived},
  question LowCardinality(String),
  score Nullable(Float64),
  comment String CODEC(ZSTD(3)),
  language LowCardinality(String),
  touchpoint LowCardinality(String),
  channel LowCardinality(String),
  stage LowCardinality(String),
  survey_id LowCardinality(String),
  properties String CODEC(ZSTD(3)),${indexes}
) ENGINE = ReplacingMergeTree ORDER BY (workspace_id, timestamp, seq) ${durable}`,

  `CREATE TABLE IF NOT EXISTS identifications (${arrived},
  kind LowCardinality(String),
  traits String CODEC(ZSTD(3)),
  group_id String,
  previous String,
  context String CODEC(ZSTD(3)),${indexes}
) ENGINE = ReplacingMergeTree ORDER BY (workspace_id, customer_id, timestamp, seq) ${durable}`,

  `CREATE TABLE IF NOT EXISTS customer_links (
  workspace_id LowCardinality(String), from_id UInt64, to_id UInt64, version UInt64
) ENGINE = ReplacingMergeTree(version) ORDER BY (workspace_id, from_id) ${durable}`,

  `CREATE TABLE IF NOT EXISTS profiles (
  workspace_id LowCardinality(String), customer_id UInt64, version UInt64,
  name String, email String, phone String, traits Map(LowCardinality(String), String)
) ENGINE = ReplacingMergeTree(version) ORDER BY (workspace_id, customer_id) ${durable}`,

  `CREATE TABLE IF NOT EXISTS dead_letters (
  workspace_id LowCardinality(String), seq UInt64, version UInt64, state LowCardinality(String), source_id LowCardinality(String),
  received_at DateTime64(3, 'UTC'), code LowCardinality(String), problem String, raw String CODEC(ZSTD(3))
) ENGINE = ReplacingMergeTree(version) ORDER BY (workspace_id, seq) ${durable}`,

  `CREATE TABLE IF NOT EXISTS tallies (
  workspace_id LowCardinality(String), source_id LowCardinality(String), hour DateTime('UTC'), outcome LowCardinality(String), code LowCardinality(String),
  n UInt64, last_at SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
) ENGINE = SummingMergeTree ORDER BY (workspace_id, source_id, hour, outcome, code)`,

  lived("interactions"),
  lived("feedback"),
];
