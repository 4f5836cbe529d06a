import { randomUUID } from "node:crypto";
import type { Insertable, Transaction } from "kysely";
import type { CaseRules, Tables } from "../../store/records/tables.ts";
import { addBusinessHours, type BusinessClock } from "./business-clock.ts";
import { opensCase, type ScoredAnswer } from "./case-rules.ts";

/** An answer that was stored, as the follower hands it on. */
export type StoredAnswer = ScoredAnswer & {
  workspaceId: string;
  messageId: string;
  customerId: string;
  comment: string;
  touchpoint: string;
  channel: string;
};

/**
 * Opens one case for each low answer among these, exactly once: an answer that has its case keeps it, however often it comes.
 *
 * Runs inside the caller's transaction, so cases and the caller's checkpoint are kept or lost together. Numbers have no gaps: whoever
 * opens cases of a workspace holds its row until the transaction ends.
 *
 * @returns how many were opened
 */
export async function openCases(trx: Transaction<Tables>, answers: readonly StoredAnswer[], now = Date.now()): Promise<number> {
  let opened = 0;
  for (const workspaceId of new Set(answers.map((answer) => answer.workspaceId))) {
    const { clock, rules } = (await readRules(trx, workspaceId)) ?? {};
    if (!clock || !rules) continue;
    const low = answers.filter((answer) => answer.workspaceId === workspaceId && opensCase(rules, answer, now));
    const times = { openedAt: new Date(now), dueAt: new Date(addBusinessHours(clock, now, rules.dueHours)) };
    for (let start = 0; start < low.length; start += pageRows) opened += await openPage(trx, low.slice(start, start + pageRows), times);
  }
  return opened;
}

// One statement may carry 65 535 values.
const pageRows = 1000;

/** @returns `null` when there is no such workspace */
async function readRules(trx: Transaction<Tables>, workspaceId: string): Promise<{ clock: BusinessClock; rules: CaseRules } | null> {
  const row = await trx
    .selectFrom("workspaces")
    .select(["timezone", "business_hours", "case_rules"])
    .where("id", "=", workspaceId)
    .executeTakeFirst();
  return row ? { clock: { timezone: row.timezone, hours: row.business_hours }, rules: row.case_rules } : null;
}

type Times = { openedAt: Date; dueAt: Date };

async function openPage(trx: Transaction<Tables>, answers: readonly StoredAnswer[], times: Times): Promise<number> {
  const workspaceId = answers[0]!.workspaceId;
  await trx.selectFrom("workspaces").select("id").where("id", "=", workspaceId).forNoKeyUpdate().execute();
  const messageIds = answers.map(({ messageId }) => messageId);
  const known = await trx
    .selectFrom("cases")
    .select("feedback_id")
    .where("workspace_id", "=", workspaceId)
    .where("feedback_id", "in", messageIds)
    .execute();
  const seen = new Set(known.map(({ feedback_id }) => feedback_id));
  const fresh = answers.filter(({ messageId }) => !seen.has(messageId) && seen.add(messageId));
  if (fresh.length === 0) return 0;

  const { last } = await trx
    .selectFrom("cases")
    .select(({ fn }) => fn.max("number").as("last"))
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  const cases = fresh.map((answer, index) => caseFor(answer, (last ?? 0) + index + 1, times));
  const events = cases.map(({ id }) => ({
    workspace_id: workspaceId,
    case_id: id,
    at: times.openedAt,
    who: null,
    what: "opened",
    details: "{}",
  }));
  await trx.insertInto("cases").values(cases).execute();
  await trx.insertInto("case_events").values(events).execute();
  return cases.length;
}

function caseFor(answer: StoredAnswer, number: number, { openedAt, dueAt }: Times): Insertable<Tables["cases"]> {
  return {
    workspace_id: answer.workspaceId,
    id: randomUUID(),
    number,
    feedback_id: answer.messageId,
    customer_id: answer.customerId,
    identity: answer.identities[0]!,
    state: "new",
    question: answer.question,
    score: answer.score!,
    comment: answer.comment,
    touchpoint: answer.touchpoint,
    channel: answer.channel,
    answered_at: new Date(answer.timestamp),
    opened_at: openedAt,
    due_at: dueAt,
    owner_id: null,
    cause: null,
    contacted_at: null,
    resolved_at: null,
    closed_at: null,
  };
}
