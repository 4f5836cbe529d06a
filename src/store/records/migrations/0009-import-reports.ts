// Statements in the PostgreSQL dialect, run in one transaction.
export const importReports = [
  // The latest task that imported the file, and the import whose rows were mended in it.
  `ALTER TABLE imports ADD COLUMN job_id text, ADD COLUMN mends text`,
  `CREATE INDEX imports_by_time ON imports (workspace_id, created_at)`,
];
