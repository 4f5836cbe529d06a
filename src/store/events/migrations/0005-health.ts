// What arrived is counted by itself, so that what became of it can be compared with it. Of what came before, it is the sum.
export const health = [
  `INSERT INTO tallies (workspace_id, source_id, hour, outcome, code, n, last_at)
   SELECT workspace_id, source_id, hour, 'received', '', sum(n), max(last_at) FROM tallies
   WHERE outcome IN ('stored', 'known', 'set_aside') AND (SELECT count() FROM tallies WHERE outcome = 'received') = 0
   GROUP BY workspace_id, source_id, hour`,
];
