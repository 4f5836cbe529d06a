const aliases = [
  "Viewed Product Category",
  "Viewed Promotion",
  "Clicked Promotion",
  "Clicked Product",
  "Viewed Product",
  "Added Product",
  "Removed Product",
  "Completed Order",
  "Order Canceled",
];

const columns = ["said_touchpoint", "said_stage", "location", "staff", "shift"];
const added = columns.map((name) => `ADD COLUMN IF NOT EXISTS ${name} LowCardinality(String) DEFAULT ''`).join(", ");

// A view knows the columns that its table had when it was made.
const lived = (table: string): string => `
CREATE OR REPLACE VIEW lived_${table} AS
SELECT if(link.to_id = 0, fact.customer_id, link.to_id) AS customer_id, fact.* EXCEPT customer_id
FROM ${table} AS fact
LEFT ANY JOIN (SELECT from_id, to_id FROM customer_links FINAL WHERE workspace_id = {workspace:String}) AS link ON fact.customer_id = link.from_id
WHERE fact.workspace_id = {workspace:String}`;

// What senders said about the place of a fact, and where it happened in the world. For facts that are there already it is told from what
// was made of their names: a touchpoint that is the event's own name was not named by anybody.
export const places = [
  `ALTER TABLE interactions ${added}`,
  `ALTER TABLE feedback ${added}`,
  `ALTER TABLE interactions UPDATE
    said_touchpoint = if(lower(touchpoint) = lower(name) OR name IN (${aliases.map((name) => `'${name}'`).join(", ")}), '', touchpoint),
    said_stage = stage WHERE said_touchpoint = '' SETTINGS mutations_sync = 2`,
  `ALTER TABLE feedback UPDATE said_touchpoint = touchpoint, said_stage = stage WHERE said_touchpoint = '' SETTINGS mutations_sync = 2`,
  lived("interactions"),
  lived("feedback"),
];
