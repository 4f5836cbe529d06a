import type { Store } from "../../store/open.ts";
import { openStates } from "./case-state.ts";

/** Those of these customers who have an open case: its id by customer; of several, the oldest. */
export async function openCasesOf({ records }: Store, workspaceId: string, customerIds: readonly string[]): Promise<Map<string, string>> {
  if (customerIds.length === 0) return new Map();
  const rows = await records.database
    .selectFrom("lived_cases")
    .select(["id", "customer_id"])
    .where("workspace_id", "=", workspaceId)
    .where("customer_id", "in", customerIds)
    .where("state", "in", openStates)
    .orderBy("number", "desc")
    .execute();
  return new Map(rows.map(({ id, customer_id }) => [customer_id, id]));
}

/** Message ids of the answers whose case is open. */
export async function answersWithOpenCase({ records }: Store, workspaceId: string): Promise<string[]> {
  const rows = await records.database
    .selectFrom("cases")
    .select("feedback_id")
    .where("workspace_id", "=", workspaceId)
    .where("state", "in", openStates)
    .execute();
  return rows.map(({ feedback_id }) => feedback_id);
}

/** Those of these answers that have a case: its id by the answer's message id. */
export async function casesOfFeedback({ records }: Store, workspaceId: string, messageIds: string[]): Promise<Map<string, string>> {
  if (messageIds.length === 0) return new Map();
  const rows = await records.database
    .selectFrom("cases")
    .select(["id", "feedback_id"])
    .where("workspace_id", "=", workspaceId)
    .where("feedback_id", "in", messageIds)
    .execute();
  return new Map(rows.map(({ id, feedback_id }) => [feedback_id, id]));
}
