// What a file looked like, so that the next one of its kind is read the same way, and which source brought it.
export const files = [
  `ALTER TABLE imports ADD COLUMN shape text NOT NULL DEFAULT ''`,
  `ALTER TABLE imports ADD COLUMN fingerprint text NOT NULL DEFAULT ''`,
  `CREATE INDEX imports_by_shape ON imports (workspace_id, shape, created_at)`,
  `CREATE INDEX imports_by_fingerprint ON imports (workspace_id, fingerprint)`,
  `ALTER TABLE sources ADD COLUMN parent_id text`,
  `CREATE TABLE inbox_files (workspace_id text NOT NULL REFERENCES workspaces, id text PRIMARY KEY, file text NOT NULL, outcome text NOT NULL, says text NOT NULL,
    import_id text, at timestamptz NOT NULL)`,
  `CREATE INDEX inbox_files_by_time ON inbox_files (workspace_id, at)`,
];
