/** A dead letter remembers by which protocol it came, so that it can be read again. */
export const letters = ["ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS protocol LowCardinality(String) AFTER source_id"];
