import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import { replayParcel } from "../hooks/replay.ts";
import type { Intake } from "../intake.ts";
import { segment } from "../sources/segment.ts";

/** A dead letter that somebody may have mended. */
export type MendedLetter = { sourceId: string; receivedAt: number; raw: string };

/**
 * Sends a dead letter through the door again, as if it had arrived when it first did.
 *
 * @throws Failure `bad_input` when it still cannot be used, or came from a file, where it is mended and imported again
 */
export async function replayLetter(
  store: Store,
  intake: Intake,
  { workspaceId, letter }: { workspaceId: string; letter: MendedLetter },
): Promise<void> {
  const source = await store.records.database
    .selectFrom("sources")
    .innerJoin("workspaces", "workspaces.id", "sources.workspace_id")
    .select(["sources.kind", "workspaces.currency"])
    .where("sources.workspace_id", "=", workspaceId)
    .where("sources.id", "=", letter.sourceId)
    .executeTakeFirst();
  if (source?.kind === "webhook") return replayParcel(store, intake, workspaceId, letter);
  if (source?.kind !== "key")
    throw new Failure("bad_input", {
      field: "source",
      problem: "rows of a file are mended in the file: download them, mend them and import them again.",
    });

  const { facts, rejections } = segment.read({ batch: [parse(letter.raw)] }, "batch", {
    sourceId: letter.sourceId,
    receivedAt: letter.receivedAt,
    currency: source.currency,
    isUtf8: true,
    headers: {},
    query: {},
  });
  const [rejection] = rejections;
  if (rejection) throw new Failure("bad_input", { field: "raw", problem: rejection.problem });
  await intake.accept(workspaceId, facts);
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch (error) {
    throw new Failure("bad_json", { problem: (error as Error).message });
  }
}
