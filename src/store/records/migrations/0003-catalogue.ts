// The touchpoint catalogue with its rules, and the places where a company meets its customers in person.
export const catalogue = [
  `CREATE TABLE touchpoints (workspace_id text NOT NULL REFERENCES workspaces, id text NOT NULL, name text NOT NULL, names jsonb NOT NULL, channel text NOT NULL, stage text NOT NULL,
    owner text NOT NULL, is_direct boolean NOT NULL, is_controllable boolean NOT NULL, is_moment boolean NOT NULL, description text NOT NULL, position int NOT NULL,
    PRIMARY KEY (workspace_id, id), UNIQUE (workspace_id, name))`,
  `CREATE TABLE place_rules (workspace_id text NOT NULL REFERENCES workspaces, id text NOT NULL, position int NOT NULL, conditions jsonb NOT NULL, touchpoint_id text,
    PRIMARY KEY (workspace_id, id), FOREIGN KEY (workspace_id, touchpoint_id) REFERENCES touchpoints ON DELETE CASCADE)`,
  `CREATE TABLE remappings (workspace_id text NOT NULL REFERENCES workspaces, id text NOT NULL, job_id text, state text NOT NULL, catalogue jsonb NOT NULL, before jsonb NOT NULL,
    rows bigint NOT NULL, who text, started_at timestamptz NOT NULL, finished_at timestamptz, undoes text, PRIMARY KEY (workspace_id, id))`,
  `CREATE TABLE locations (workspace_id text NOT NULL REFERENCES workspaces, id text NOT NULL, parent_id text, name text NOT NULL, kind text NOT NULL, codes jsonb NOT NULL, timezone text,
    PRIMARY KEY (workspace_id, id), FOREIGN KEY (workspace_id, parent_id) REFERENCES locations)`,
];
