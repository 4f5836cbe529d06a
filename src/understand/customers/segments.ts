import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { Failure } from "../../model/failure.ts";
import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import type { Condition, Field } from "../condition.ts";
import { customerFields, findCustomerField } from "../customer-filter.ts";
import { renderFilter } from "../filter.ts";
import { countCustomers } from "./list.ts";

/** A saved condition on customers. */
export type Segment = { id: string; name: string; conditions: Condition[] };

/** The workspace's segments by name, with how many customers each holds at this moment. */
export async function listSegments(store: Store, workspaceId: string, now: number): Promise<(Segment & { customers: number })[]> {
  const rows = await store.records.database
    .selectFrom("segments")
    .select(["id", "name", "conditions"])
    .where("workspace_id", "=", workspaceId)
    .orderBy("name")
    .execute();
  const segments = rows.map((row) => ({ ...row, conditions: row.conditions as Condition[] }));
  return Promise.all(
    segments.map(async (segment) => ({ ...segment, customers: await countCustomers(store, workspaceId, { ...segment, now }) })),
  );
}

/**
 * Saves a segment.
 *
 * @throws Failure `bad_input` naming the condition that cannot be asked of customers
 */
export async function saveSegment(
  store: Store,
  workspaceId: string,
  { name, conditions, now }: Omit<Segment, "id"> & { now: number },
): Promise<Segment> {
  for (const { field } of conditions)
    if (!findCustomerField(field))
      throw new Failure("bad_input", { field, problem: "it is not about customers. The segment builder lists what is." });
  renderFilter(conditions, "interactions", { now });
  const segment = { id: randomUUID(), name, conditions };
  await store.records.database
    .insertInto("segments")
    .values({ ...segment, workspace_id: workspaceId, conditions: JSON.stringify(conditions), created_at: new Date(now) })
    .execute();
  return segment;
}

/** @throws Failure `not_found`, or `conflict` while an initiative is judged by it */
export async function removeSegment(store: Store, workspaceId: string, id: string): Promise<void> {
  const used = await store.records.database
    .selectFrom("initiatives")
    .select("title")
    .where("workspace_id", "=", workspaceId)
    .where(sql<string>`filters ->> 'segment'`, "=", id)
    .executeTakeFirst();
  if (used)
    throw new Failure("conflict", { problem: `The initiative "${used.title}" is judged by this segment. Change the initiative first.` });
  const { numDeletedRows } = await store.records.database
    .deleteFrom("segments")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!numDeletedRows) throw new Failure("not_found", { thing: "segment" });
}

/** Fields as the segment builder offers them: families are spelt out by the traits and touchpoints that exist, with their usual values. */
export async function readVocabulary(store: Store, workspaceId: string): Promise<(Field & { values?: string[] })[]> {
  const [traits, touchpoints] = await Promise.all([
    ask<{ key: string; among: string[] }>(store.events.client, {
      tag: "vocabulary traits",
      sql: `SELECT key, topK(30)(value) AS among FROM profiles FINAL ARRAY JOIN mapKeys(traits) AS key, mapValues(traits) AS value
        WHERE workspace_id = {workspace:String} GROUP BY key ORDER BY count() DESC, key LIMIT 100`,
      bound: { workspace: workspaceId },
    }),
    listTouchpoints(store, workspaceId),
  ]);
  return customerFields.flatMap((field): (Field & { values?: string[] })[] => {
    if (field.field === "trait.")
      return traits.map(({ key, among }) => ({ ...field, field: `trait.${key}`, label: key, values: among.sort() }));
    if (field.field === "visited.")
      return touchpoints
        .slice(0, 100)
        .map(({ touchpoint }) => ({ ...field, field: `visited.${touchpoint}`, label: `${field.label} ${touchpoint}` }));
    return [field];
  });
}

/** Every touchpoint with its usual channel and stage, the most visited first. */
export function listTouchpoints(store: Store, workspaceId: string): Promise<{ touchpoint: string; channel: string; stage: string }[]> {
  return ask(store.events.client, {
    tag: "touchpoints",
    sql: `SELECT touchpoint, argMax(channel, n) AS channel, argMax(stage, n) AS stage
      FROM (SELECT touchpoint, channel, stage, count() AS n FROM interactions WHERE workspace_id = {workspace:String} GROUP BY touchpoint, channel, stage)
      GROUP BY touchpoint ORDER BY sum(n) DESC, touchpoint LIMIT 500`,
    bound: { workspace: workspaceId },
  });
}
