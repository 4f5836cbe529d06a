/**
 * What was seen of each source: names with the types of their values, and what had to be mended, by day. Both are bounded, and follow from
 * the facts. Links that were refused are asked for by workspace.
 */
export const health = [
  `CREATE TABLE source_names (workspace_id text NOT NULL REFERENCES workspaces, source_id text NOT NULL, kind text NOT NULL, name text NOT NULL, type text NOT NULL, n bigint NOT NULL,
    first_at timestamptz NOT NULL, last_at timestamptz NOT NULL, event text NOT NULL, PRIMARY KEY (workspace_id, source_id, kind, name, type))`,
  `CREATE TABLE source_warnings (workspace_id text NOT NULL REFERENCES workspaces, source_id text NOT NULL, kind text NOT NULL, code text NOT NULL, day date NOT NULL, n bigint NOT NULL,
    first_at timestamptz NOT NULL, last_at timestamptz NOT NULL, samples jsonb NOT NULL, PRIMARY KEY (workspace_id, source_id, kind, code, day))`,
  `CREATE INDEX identity_links_refused ON identity_links (workspace_id, at) WHERE outcome IN ('two_known', 'two_users', 'crowded', 'nobody')`,
];
