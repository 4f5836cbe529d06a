/** Feeds that are read on a schedule, with where each stands. The name and the life of a feed are its source's. */
export const feeds = [
  `CREATE TABLE feeds (workspace_id text NOT NULL REFERENCES workspaces, source_id text PRIMARY KEY REFERENCES sources ON DELETE CASCADE, url text NOT NULL, channel text NOT NULL,
    touchpoint text NOT NULL, every_minutes int NOT NULL, paused boolean NOT NULL DEFAULT false, etag text, last_modified text, next_at timestamptz NOT NULL, tried_at timestamptz,
    read_at timestamptz, failures int NOT NULL DEFAULT 0, problem text, moved_to text, items int, fresh int)`,
  `CREATE INDEX feeds_by_turn ON feeds (next_at) WHERE NOT paused`,
];
