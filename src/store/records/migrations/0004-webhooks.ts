/** What senders of webhooks sign with, locked by the vault. */
export const webhookSecrets = [
  `CREATE TABLE webhook_secrets (workspace_id text NOT NULL REFERENCES workspaces, id text PRIMARY KEY, source_id text NOT NULL REFERENCES sources,
    sealed text NOT NULL, created_at timestamptz NOT NULL, expires_at timestamptz)`,
  `CREATE INDEX webhook_secrets_of_source ON webhook_secrets (workspace_id, source_id)`,
];
