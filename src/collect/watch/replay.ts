import type { DeadLetter } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import { readJson } from "../body.ts";
import { replayParcel } from "../hooks/replay.ts";
import type { Intake } from "../intake/intake.ts";
import { sources } from "../sources/list.ts";
import { segment } from "../sources/segment/segment.ts";
import type { Source } from "../sources/source.ts";
import { factIn, holdsFact } from "../steps/letter.ts";
import { findDeadLetter, settleDeadLetter } from "./dead-letters.ts";
import { takeAgain } from "./take-again.ts";

/** A dead letter that somebody may have mended. */
export type MendedLetter = Pick<DeadLetter, "sourceId" | "protocol" | "receivedAt" | "raw">;

/**
 * Sends a dead letter through the door again by the protocol that it came by, as if it had arrived when it first did.
 *
 * What a step of the intake set aside is a fact already, and is judged again by what the workspace decided since.
 *
 * @throws Failure `bad_input` when it still cannot be used, would be set aside again, or came from a file, where it is mended and imported again
 */
export async function replayLetter(
  store: Store,
  intake: Intake,
  { workspaceId, letter }: { workspaceId: string; letter: MendedLetter },
): Promise<void> {
  if (holdsFact(letter)) return takeAgain(intake, workspaceId, [factIn(letter)]);
  const source = await store.records.database
    .selectFrom("sources")
    .innerJoin("workspaces", "workspaces.id", "sources.workspace_id")
    .select(["sources.kind", "workspaces.currency", "workspaces.country"])
    .where("sources.workspace_id", "=", workspaceId)
    .where("sources.id", "=", letter.sourceId)
    .executeTakeFirst();
  if (source?.kind === "webhook") return replayParcel(store, intake, workspaceId, letter);
  if (source?.kind !== "key")
    throw new Failure("bad_input", {
      field: "source",
      problem: "rows of a file are mended in the file: download them, mend them and import them again.",
    });

  const item = readJson(letter.raw);
  const protocol = protocolOf(letter);
  const { call, body, query = {} } = protocol.again?.(item) ?? { call: "batch", body: { batch: [item] } };
  const { facts, rejections } = protocol.read(body, call, {
    sourceId: letter.sourceId,
    receivedAt: letter.receivedAt,
    currency: source.currency,
    country: source.country,
    isUtf8: true,
    headers: {},
    query,
  });
  const [rejection] = rejections;
  if (rejection) throw new Failure("bad_input", { field: "raw", problem: rejection.problem });
  await takeAgain(intake, workspaceId, facts);
}

const underWay = new Map<string, Promise<void>>();

/**
 * Lets a waiting dead letter in, as it is or as somebody mended it, and marks it as dealt with. One at a time: of two that ask for the same
 * letter the second would find it known, and it would count twice.
 *
 * @throws Failure `not_found` when it is not waiting, and like `replayLetter`
 */
export async function replayWaiting(
  store: Store,
  intake: Intake,
  { workspaceId, id, raw }: { workspaceId: string; id: string; raw?: string | undefined },
): Promise<void> {
  const name = `${workspaceId} ${id}`;
  while (underWay.has(name)) await underWay.get(name)!.catch(() => {});
  const replaying = (async () => {
    const letter = await findDeadLetter(store, workspaceId, id);
    await replayLetter(store, intake, { workspaceId, letter: { ...letter, raw: raw ?? letter.raw } });
    await settleDeadLetter(store, { workspaceId, letter, state: "replayed" });
  })().finally(() => underWay.delete(name));
  underWay.set(name, replaying);
  return replaying;
}

// Letters from before there were other protocols say none.
const protocolOf = ({ protocol }: MendedLetter): Source => sources.find(({ id }) => id === protocol) ?? segment;
