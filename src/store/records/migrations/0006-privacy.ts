/** What a workspace decided about privacy, the salt of its pseudonyms, and every word that customers gave about what they allow. */
export const privacy = [
  `ALTER TABLE workspaces ADD COLUMN privacy jsonb`,
  `ALTER TABLE workspaces ADD COLUMN pseudonym_salt text NOT NULL DEFAULT gen_random_uuid()::text || gen_random_uuid()::text`,
  `CREATE TABLE consents (workspace_id text NOT NULL REFERENCES workspaces, message_id text NOT NULL, purpose text NOT NULL, identity text NOT NULL, granted boolean NOT NULL, at timestamptz NOT NULL,
    version text NOT NULL, channel text NOT NULL, proof text NOT NULL, source_id text, who text REFERENCES users, PRIMARY KEY (workspace_id, message_id, purpose))`,
  `CREATE INDEX consents_of_key ON consents (workspace_id, identity)`,
];
