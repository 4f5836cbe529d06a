// What a file looked like, so that the next one of its kind is read the same way, and which source brought it.
export const files = [
  `ALTER TABLE imports ADD COLUMN shape text NOT NULL DEFAULT ''`,
  `ALTER TABLE imports ADD COLUMN fingerprint text NOT NULL DEFAULT ''`,
  `CREATE INDEX imports_by_shape ON imports (workspace_id, shape, created_at)`,
  `CREATE INDEX imports_by_fingerprint ON imports (workspace_id, fingerprint)`,
  `ALTER TABLE sources ADD COLUMN parent_id text`,
];
