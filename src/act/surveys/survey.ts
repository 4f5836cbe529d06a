import { randomBytes, randomUUID } from "node:crypto";
import type { Channel } from "../../model/channel.ts";
import type { ScoredQuestion } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";

/** What a survey asks, and about which meeting of customer and company. */
export type SurveyWords = { title: string; question: ScoredQuestion; touchpoint: string; channel: Channel };

/** A survey that anyone with its link can answer. `token` stands in the link. */
export type Survey = SurveyWords & { id: string; workspaceId: string; token: string };

/** A survey with how many answered it. */
export type SurveyCount = Survey & { createdAt: Date; responses: number };

/** Makes a survey; it is a source of its own, so that its answers can be told from others. */
export async function addSurvey({ records }: Store, workspaceId: string, words: SurveyWords, now = Date.now()): Promise<Survey> {
  const survey = { ...words, id: randomUUID(), workspaceId, token: randomBytes(16).toString("base64url") };
  const row = { workspace_id: workspaceId, id: survey.id, created_at: new Date(now) };
  await records.database.transaction().execute(async (trx) => {
    await trx
      .insertInto("sources")
      .values({ ...row, kind: "survey", name: words.title, key_prefix: null, key_hash: null, revoked_at: null })
      .execute();
    await trx
      .insertInto("surveys")
      .values({ ...row, ...words, token: survey.token })
      .execute();
  });
  return survey;
}

/** The workspace's surveys, newest first. */
export async function listSurveys({ records, events }: Store, workspaceId: string): Promise<SurveyCount[]> {
  const rows = await records.database
    .selectFrom("surveys")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
  const counts = await ask<{ survey: string; responses: number }>(events.client, {
    tag: "survey responses",
    sql: "SELECT survey_id AS survey, toFloat64(count()) AS responses FROM feedback WHERE workspace_id = {workspace:String} AND survey_id != '' GROUP BY survey_id",
    bound: { workspace: workspaceId },
  });
  const responses = new Map(counts.map((count) => [count.survey, count.responses]));
  return rows.map((row) => ({ ...surveyOf(row), createdAt: row.created_at, responses: responses.get(row.id) ?? 0 }));
}

/**
 * The survey behind a link, and the company that asks.
 *
 * @throws Failure `not_found`
 */
export async function findSurvey({ records }: Store, token: string): Promise<Survey & { company: string }> {
  const row = await records.database
    .selectFrom("surveys")
    .innerJoin("workspaces", "workspaces.id", "surveys.workspace_id")
    .selectAll("surveys")
    .select("workspaces.name as company")
    .where("token", "=", token)
    .executeTakeFirst();
  if (!row) throw new Failure("not_found", { thing: "survey" });
  return { ...surveyOf(row), company: row.company };
}

type Row = { id: string; workspace_id: string; token: string; title: string; question: string; touchpoint: string; channel: string };

const surveyOf = ({ workspace_id, id, token, title, question, touchpoint, channel }: Row): Survey => ({
  id,
  workspaceId: workspace_id,
  token,
  title,
  question: question as ScoredQuestion,
  touchpoint,
  channel: channel as Channel,
});
