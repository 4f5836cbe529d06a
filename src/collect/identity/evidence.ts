import type { Identification, ScoredQuestion } from "../../model/fact.ts";
import type { Identity } from "../../model/identity.ts";
import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";

/** A stretch of the order of arrival: (after, upTo]. */
export type Stretch = { after: number; upTo: number };

/** Facts that show which keys go together: the first with these keys stands for all. `at` is UTC ms. */
export type SeenTogether = { workspaceId: string; identities: Identity[]; messageId: string; sourceId: string; at: number };

/** What a source said about a customer. */
export type Told = SeenTogether & { kind: Identification["kind"]; traits: string; groupId: string; previous: string };

/** An answer, as those who follow up on answers need it. `at` is UTC ms. */
export type Answer = {
  workspaceId: string;
  messageId: string;
  identities: Identity[];
  question: ScoredQuestion | "";
  score: number | null;
  comment: string;
  touchpoint: string;
  channel: string;
  at: number;
  sourceId: string;
};

export type Evidence = { together: SeenTogether[]; told: Told[]; answers: Answer[] };

const within = "seq > {after:UInt64} AND seq <= {upTo:UInt64}";
const arrived =
  "workspace_id AS workspaceId, identities, message_id AS messageId, source_id AS sourceId, toUnixTimestamp64Milli(timestamp) AS at";

/** The end of the next stretch that holds at most `most` rows that matter, and no more than `upTo`. */
export async function nextStretch(store: Store, { after, upTo }: Stretch, most: number): Promise<Stretch> {
  const [row] = await ask<{ n: number; last: number }>(store.events.client, {
    tag: "collect.stretch",
    sql: `SELECT count() AS n, max(seq) AS last FROM (
      SELECT seq FROM (
        SELECT seq FROM interactions WHERE ${within} AND length(identities) > 1
        UNION ALL SELECT seq FROM feedback WHERE ${within}
        UNION ALL SELECT seq FROM identifications WHERE ${within}
      ) ORDER BY seq LIMIT {most:UInt32})`,
    bound: { after, upTo, most },
  });
  return { after, upTo: Number(row?.n ?? 0) < most ? upTo : Number(row!.last) };
}

/** Everything in a stretch that says something about who customers are, and every answer. */
export async function readEvidence(store: Store, stretch: Stretch): Promise<Evidence> {
  const { client } = store.events;
  const question = <Row>(tag: string, sql: string) => ask<Row>(client, { tag: `collect.${tag}`, sql, bound: stretch });
  const [together, told, answers] = await Promise.all([
    question<SeenTogether>(
      "together",
      `SELECT workspace_id AS workspaceId, identities, argMin(message_id, (timestamp, message_id)) AS messageId,
        argMin(source_id, (timestamp, message_id)) AS sourceId, toUnixTimestamp64Milli(min(timestamp)) AS at
       FROM interactions WHERE ${within} AND length(identities) > 1 GROUP BY workspace_id, identities`,
    ),
    question<Told>(
      "told",
      `SELECT ${arrived}, kind, traits, group_id AS groupId, previous FROM identifications WHERE ${within} ORDER BY seq`,
    ),
    question<Answer>(
      "answers",
      `SELECT workspace_id AS workspaceId, identities, message_id AS messageId, source_id AS sourceId, question, score, comment, touchpoint,
        channel, toUnixTimestamp64Milli(timestamp) AS at FROM feedback WHERE ${within} ORDER BY seq`,
    ),
  ]);
  return { together, told, answers };
}
