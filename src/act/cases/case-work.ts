import { sql, type Transaction } from "kysely";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import type { Tables } from "../../store/records/tables.ts";
import { addBusinessHours } from "./business-clock.ts";
import { applyAct, type CaseAct, type Standing } from "./case-state.ts";
import { hasCause } from "./causes.ts";

/** A case of a workspace, and the user who works on it. */
export type CaseWork = { workspaceId: string; caseId: string; userId: string };

/** For how long somebody may take back what they did last, in milliseconds. */
const undoableMs = 10 * 60_000;

/**
 * Does something to a case and writes it into its history.
 *
 * @throws Failure `not_found`, `conflict` when the case does not stand where the act begins, `bad_input`
 */
export async function actOnCase({ records }: Store, work: CaseWork, act: CaseAct, now = Date.now()): Promise<void> {
  await records.database.transaction().execute(async (trx) => {
    const before = await holdCase(trx, work);
    if (act.what === "resolved" && !(await hasCause(trx, work.workspaceId, act.cause)))
      throw new Failure("bad_input", { field: "cause", problem: "choose one of the workspace's causes." });
    if (act.what === "assigned" && act.to !== null) await checkMember(trx, work.workspaceId, act.to);

    const at = new Date(now);
    const after = applyAct(before, act, { who: work.userId, at, dueAt: await dueFrom(trx, work.workspaceId, now) });
    const { what, ...told } = act;
    await keepCase(trx, work, after);
    await trx
      .insertInto("case_events")
      .values({
        workspace_id: work.workspaceId,
        case_id: work.caseId,
        at,
        who: work.userId,
        what,
        details: JSON.stringify({ ...told, before }),
      })
      .execute();
  });
}

/**
 * Takes back the last thing done to a case, if the same user did it within ten minutes. The history keeps both.
 *
 * @throws Failure `not_found`, or `conflict` when there is nothing to take back
 */
export async function undoLastAct({ records }: Store, work: CaseWork, now = Date.now()): Promise<void> {
  await records.database.transaction().execute(async (trx) => {
    await holdCase(trx, work);
    const last = await trx
      .selectFrom("case_events")
      .selectAll()
      .where("case_id", "=", work.caseId)
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    const before = last.details.before as Record<keyof Standing, string | null> | undefined;
    if (!before || last.who !== work.userId || last.at.getTime() < now - undoableMs)
      throw new Failure("conflict", { problem: "There is nothing of yours to undo on this case." });
    const { workspaceId, caseId, userId } = work;
    const details = JSON.stringify({ undoes: last.id, act: last.what });
    await keepCase(trx, work, before as unknown as Standing);
    await trx
      .insertInto("case_events")
      .values({ workspace_id: workspaceId, case_id: caseId, at: new Date(now), who: userId, what: "undone", details })
      .execute();
  });
}

/** Reads a case and keeps others from changing it until the transaction ends. */
async function holdCase(trx: Transaction<Tables>, { workspaceId, caseId }: CaseWork): Promise<Standing> {
  const row = await trx
    .selectFrom("cases")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", caseId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Failure("not_found", { thing: "case" });
  return {
    state: row.state,
    ownerId: row.owner_id,
    cause: row.cause,
    dueAt: row.due_at,
    contactedAt: row.contacted_at,
    resolvedAt: row.resolved_at,
    closedAt: row.closed_at,
  };
}

async function keepCase(trx: Transaction<Tables>, { workspaceId, caseId }: CaseWork, standing: Standing): Promise<void> {
  await trx
    .updateTable("cases")
    .set({
      state: standing.state,
      owner_id: standing.ownerId,
      cause: standing.cause,
      due_at: standing.dueAt,
      contacted_at: standing.contactedAt,
      resolved_at: standing.resolvedAt,
      closed_at: standing.closedAt,
    })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", caseId)
    .execute();
}

async function dueFrom(trx: Transaction<Tables>, workspaceId: string, now: number): Promise<Date> {
  const { timezone, business_hours, case_rules } = await trx
    .selectFrom("workspaces")
    .select(["timezone", "business_hours", "case_rules"])
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return new Date(addBusinessHours({ timezone, hours: business_hours }, now, case_rules.dueHours));
}

async function checkMember(trx: Transaction<Tables>, workspaceId: string, userId: string): Promise<void> {
  const member = await trx
    .selectFrom("members")
    .select(sql<number>`1`.as("one"))
    .where("workspace_id", "=", workspaceId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (!member) throw new Failure("bad_input", { field: "userId", problem: "choose a member of this workspace." });
}
