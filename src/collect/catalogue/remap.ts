import type { Catalogue } from "../../model/touchpoint.ts";
import { ask, type Bound } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { renderPlaces, type PlacedTable } from "./render.ts";

/** Tables that are re-mapped, in this order. */
export const placedTables: readonly PlacedTable[] = ["interactions", "feedback"];

/** Facts of each table. */
export type Counted = Record<PlacedTable, number>;

/** One table of one workspace under one catalogue. */
type Part = { workspaceId: string; catalogue: Catalogue; table: PlacedTable };

const changes = ({ workspaceId, catalogue, table }: Part): { set: string; where: string; bound: Bound } => {
  const { touchpoint, stage, bound } = renderPlaces(catalogue, table);
  return {
    set: `touchpoint = ${touchpoint}, stage = ${stage}`,
    where: `workspace_id = {workspace:String} AND (touchpoint != ${touchpoint} OR stage != ${stage})`,
    bound: { ...bound, workspace: workspaceId },
  };
};

/** How many stored facts stand elsewhere than a catalogue says. */
export async function countMisplaced(store: Store, workspaceId: string, catalogue: Catalogue): Promise<Counted> {
  const count = async (table: PlacedTable) => {
    const { where, bound } = changes({ workspaceId, catalogue, table });
    const sql = `SELECT toFloat64(count()) AS n FROM ${table} WHERE ${where}`;
    return (await ask<{ n: number }>(store.events.client, { tag: "misplaced", sql, bound }))[0]!.n;
  };
  const [interactions, feedback] = await Promise.all([count("interactions"), count("feedback")]);
  return { interactions, feedback };
}

/** How a table's change goes on: parts of the table that are still to be rewritten. */
export type Rewriting = { partsToDo: number };

/**
 * Moves every stored fact of a table to where a catalogue says. What is right already is not touched, so doing it again, or after an
 * interruption, does the rest.
 *
 * @param id  of the re-mapping: it stands in the change's text, by which its progress is found
 * @throws    the signal's reason when it is aborted; the change is taken back as far as it is not done
 */
export async function movePart(
  store: Store,
  part: Part & { id: string },
  { tell, signal }: { tell(rewriting: Rewriting): void; signal: AbortSignal },
): Promise<void> {
  const { set, where, bound } = changes(part);
  await store.events.client.command({
    query: `ALTER TABLE ${part.table} UPDATE ${set} WHERE {remapping:String} != '' AND ${where}`,
    query_params: { ...bound, remapping: part.id },
    clickhouse_settings: { mutations_sync: "0" },
  });
  for (let pauseMs = 20; ; pauseMs = Math.min(1000, pauseMs * 2)) {
    if (signal.aborted) await stopParts(store, part.id);
    signal.throwIfAborted();
    const [state] = await readState(store, part);
    if (!state || state.left === 0) return;
    if (state.problem !== "") throw new Error(`The event store cannot re-map: ${state.problem}`);
    tell({ partsToDo: state.parts });
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

const ownMutations = "database = currentDatabase() AND position(command, {remapping:String}) > 0";

function readState(store: Store, { id, table }: { id: string; table: string }) {
  return ask<{ left: number; parts: number; problem: string }>(store.events.client, {
    tag: "re-mapping",
    sql: `SELECT toFloat64(countIf(NOT is_done)) AS left, toFloat64(sum(parts_to_do)) AS parts, anyIf(latest_fail_reason, NOT is_done) AS problem
      FROM system.mutations WHERE ${ownMutations} AND table = {table:String}`,
    bound: { remapping: id, table },
  });
}

/** Takes back the changes of a re-mapping that are not done. */
async function stopParts({ events }: Store, id: string): Promise<void> {
  await events.client.command({ query: `KILL MUTATION WHERE ${ownMutations} ASYNC`, query_params: { remapping: id } });
}
