// Who a customer is: evidence with its message and source, what people decided, and pairs that may be one.
export const identity = [
  `ALTER TABLE workspaces ADD COLUMN country text NOT NULL DEFAULT ''`,
  `ALTER TABLE identities ADD COLUMN message_id text NOT NULL DEFAULT '', ADD COLUMN is_identified boolean NOT NULL DEFAULT false,
    ADD COLUMN trait_sources jsonb NOT NULL DEFAULT '{}'`,
  `UPDATE identities SET is_identified = true, how = 'same_fact' WHERE how = 'identify'`,
  `ALTER TABLE identity_links ADD COLUMN source_id text NOT NULL DEFAULT ''`,
  `ALTER TABLE customers ADD COLUMN trait_sources jsonb NOT NULL DEFAULT '{}'`,
  `CREATE TABLE identity_decisions (workspace_id text NOT NULL REFERENCES workspaces, id text PRIMARY KEY, kind text NOT NULL, identity text NOT NULL, other text NOT NULL,
    who text REFERENCES users, at timestamptz NOT NULL, why text NOT NULL, undone_at timestamptz, undone_by text REFERENCES users, is_settled boolean NOT NULL)`,
  `CREATE INDEX identity_decisions_to_settle ON identity_decisions (id) WHERE NOT is_settled`,
  `CREATE INDEX identity_decisions_by_identity ON identity_decisions (workspace_id, identity)`,
  `CREATE INDEX identity_decisions_by_other ON identity_decisions (workspace_id, other)`,
  `CREATE TABLE duplicate_pairs (workspace_id text NOT NULL REFERENCES workspaces, identity text NOT NULL, other text NOT NULL, bits double precision NOT NULL, probability double precision NOT NULL,
    reasons jsonb NOT NULL, found_at timestamptz NOT NULL, PRIMARY KEY (workspace_id, identity, other))`,
  `CREATE INDEX duplicate_pairs_by_weight ON duplicate_pairs (workspace_id, bits DESC)`,
];
