import type { Kysely } from "kysely";
import type { Tables } from "../../store/records/tables.ts";

/** A cause in the workspace's tree, with those below it. */
export type Cause = { id: string; label: string; children: Cause[] };

/** The tree of a new workspace. Each branch is somebody's to mend; the last two say honestly that nobody's is. */
const usualCauses: Record<string, [label: string, children: Record<string, string>]> = {
  product: [
    "Product or quality",
    { faulty: "Faulty or broken", "not-as-described": "Not as described", missing: "Something is missing in it", quality: "Poor quality" },
  ],
  delivery: [
    "Delivery",
    { late: "Late", damaged: "Damaged on the way", incomplete: "Incomplete or wrong", carrier: "Trouble with the carrier" },
  ],
  service: [
    "Service and people",
    { waiting: "Waited too long", unsolved: "Not solved the first time", knowledge: "Did not know the answer", manner: "Unfriendly" },
  ],
  money: ["Price and billing", { price: "Too expensive", invoice: "Wrong invoice or charge", refund: "Refund late or refused" }],
  digital: [
    "Website and app",
    { usability: "Hard to use", fault: "Did not work", account: "Could not sign in", payment: "Payment failed" },
  ],
  store: ["Store", { stock: "Not in stock", queue: "Queue", condition: "Untidy or uncomfortable" }],
  promise: ["Information and promises", { unclear: "Unclear or missing", broken: "Promise not kept", advertising: "Advertised otherwise" }],
  rules: ["Rules and process", { returns: "Returns and guarantee", effort: "Too many steps", policy: "A rule that makes no sense here" }],
  outside: ["Outside our control", {}],
  unknown: ["No cause could be found", {}],
};

/** Gives a workspace the usual tree of causes; one that has a tree keeps its own. */
export async function seedCauses(database: Kysely<Tables>, workspaceId: string): Promise<void> {
  const rows = Object.entries(usualCauses).flatMap(([id, [label, children]], position) => [
    { workspace_id: workspaceId, id, parent_id: null, label, position },
    ...Object.entries(children).map(([child, label], position) => ({
      workspace_id: workspaceId,
      id: `${id}.${child}`,
      parent_id: id,
      label,
      position,
    })),
  ]);
  const { own } = await database
    .selectFrom("causes")
    .select(({ fn }) => fn.countAll<number>().as("own"))
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  if (own > 0) return;
  await database
    .insertInto("causes")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The workspace's tree of causes, in its order. */
export async function readCauses(database: Kysely<Tables>, workspaceId: string): Promise<Cause[]> {
  const rows = await database.selectFrom("causes").selectAll().where("workspace_id", "=", workspaceId).orderBy("position").execute();
  const below = (parent: string | null): Cause[] =>
    rows.filter(({ parent_id }) => parent_id === parent).map(({ id, label }) => ({ id, label, children: below(id) }));
  return below(null);
}

/** Whether the workspace's tree holds a cause. */
export async function hasCause(database: Kysely<Tables>, workspaceId: string, id: string): Promise<boolean> {
  const row = await database
    .selectFrom("causes")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
}
