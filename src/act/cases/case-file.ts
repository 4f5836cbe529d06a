import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import { recordedNames } from "../../understand/customers/names.ts";
import { itemOf, selectCases, type CaseItem, type CaseReader } from "./inbox.ts";

/** One line of a case's history. `who` is `null` when Rapport itself did it. */
export type CaseEvent = {
  id: number;
  at: string;
  who: { id: string; name: string } | null;
  what: string;
  details: Record<string, unknown>;
};

/** A case with everything that was done about it, oldest first. */
export type CaseFile = CaseItem & { history: CaseEvent[] };

/**
 * One case with its history. The owner to whom it was assigned is told by name.
 *
 * @throws Failure `not_found`
 */
export async function readCase(store: Store, reader: CaseReader, caseId: string): Promise<CaseFile> {
  const { database } = store.records;
  const row = await selectCases(database, reader.workspaceId).where("lived_cases.id", "=", caseId).executeTakeFirst();
  if (!row) throw new Failure("not_found", { thing: "case" });
  const events = await database
    .selectFrom("case_events")
    .leftJoin("users", "users.id", "case_events.who")
    .select(["case_events.id", "at", "who", "what", "details", "users.name"])
    .where("workspace_id", "=", reader.workspaceId)
    .where("case_id", "=", caseId)
    .orderBy("case_events.id")
    .execute();
  const people = await database
    .selectFrom("users")
    .innerJoin("members", "user_id", "users.id")
    .select(["users.id", "name"])
    .where("workspace_id", "=", reader.workspaceId)
    .execute();
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));

  const history = events.map(({ id, at, who, what, name, details }) => ({
    id,
    at: at.toISOString(),
    who: who === null ? null : { id: who, name: name ?? "" },
    what,
    details: toldOf(details, nameOf),
  }));
  return { ...itemOf(row, await recordedNames(store, reader.workspaceId, [row.customer_id]), reader.now), history };
}

/** What a reader is told of an act's details: names instead of ids, and not what undoing it would need. */
function toldOf({ note, cause, to, act }: Record<string, unknown>, nameOf: Map<string, string>): Record<string, unknown> {
  return { note, cause, act, to: to === undefined ? undefined : (nameOf.get(String(to)) ?? null) };
}
