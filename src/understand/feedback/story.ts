import { Failure } from "../../model/failure.ts";
import { ask } from "../../store/ask.ts";
import { millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";
import { momentOf, readTimeline, type TimelineItem } from "../customers/timeline.ts";
import { listFeedback, type FeedbackItem } from "./list.ts";

/** An answer with what its customer lived around it: up to 10 steps before, and 5 after, in the order in which they happened. */
export type FeedbackStory = FeedbackItem & { steps: TimelineItem[] };

/**
 * One answer and the steps around it.
 *
 * @throws Failure `not_found`
 */
export async function tellFeedback(store: Store, { workspaceId, id }: { workspaceId: string; id: string }): Promise<FeedbackStory> {
  const [moment] = await ask<{ at: string; seq: string }>(store.events.client, {
    tag: "feedback moment",
    sql: "SELECT toString(timestamp) AS at, toString(seq) AS seq FROM feedback WHERE workspace_id = {workspace:String} AND message_id = {id:String} LIMIT 1",
    bound: { workspace: workspaceId, id },
  });
  if (!moment) throw new Failure("not_found", { thing: "answer" });
  const at = millis(moment.at);
  const scope = { workspaceId, period: { from: at, to: at + 1 }, conditions: [], now: at };
  const { items } = await listFeedback(store, scope, { ids: [id], limit: 1 });
  const item = items[0]!;
  if (item.customerId === null) return { ...item, steps: [] };
  const who = { workspaceId, id: item.customerId };
  const cursor = momentOf(at, moment.seq);
  const [before, after] = await Promise.all([
    readTimeline(store, who, { cursor, limit: 10 }),
    readTimeline(store, who, { cursor, limit: 5, direction: "after" }),
  ]);
  return { ...item, steps: [...before.items.toReversed(), ...after.items] };
}
