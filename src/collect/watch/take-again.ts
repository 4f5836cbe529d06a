import type { Fact } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import type { Intake } from "../intake/intake.ts";

/**
 * Takes in facts that were set aside before.
 *
 * @throws Failure `bad_input` when a step of the intake would set one aside again: then nothing is taken, counted or kept twice
 */
export async function takeAgain(intake: Intake, workspaceId: string, facts: readonly Fact[]): Promise<void> {
  const reason = await intake.judge(workspaceId, facts);
  if (reason) throw new Failure("bad_input", { field: "raw", problem: reason.problem });
  await intake.store(workspaceId, facts);
}
