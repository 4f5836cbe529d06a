import type { Transaction } from "kysely";
import { openCases, type StoredAnswer } from "../../act/cases/open-cases.ts";
import type { Tables } from "../../store/records/tables.ts";

/** Opens the cases of answers as they arrive. Those of a sample company that is being loaded get theirs from its own story. */
export async function openLiveCases(trx: Transaction<Tables>, answers: readonly StoredAnswer[], now: number): Promise<void> {
  const loading = await trx.selectFrom("workspaces").select("id").where("sample", "=", "loading").execute();
  const invented = new Set(loading.map(({ id }) => id));
  await openCases(
    trx,
    answers.filter(({ workspaceId }) => !invented.has(workspaceId)),
    now,
  );
}
