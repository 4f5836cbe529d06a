import type { Fact } from "../../model/fact.ts";
import type { HookMapping } from "../../model/hook-mapping.ts";
import type { Store } from "../../store/open.ts";
import { harmless } from "./reading/body.ts";
import { readDeliveries } from "./deliveries.ts";
import { itemsIn } from "./mapping/tell.ts";
import { readParcels } from "./reading/reading.ts";
import { findHook } from "./registry.ts";

/** What one earlier delivery would become: its facts, and why the rest is of no use. */
export type DeliveryPreview = { id: string; receivedAt: number; facts: Fact[]; problems: string[] };

const mostDeliveries = 20;

/** What the last deliveries of a webhook would become under a mapping. Nothing is stored. @throws Failure `not_found` */
export async function previewMapping(
  store: Store,
  workspaceId: string,
  { hookId, mapping }: { hookId: string; mapping: HookMapping },
): Promise<DeliveryPreview[]> {
  const hook = await findHook(store, workspaceId, hookId);
  const deliveries = await readDeliveries(store, workspaceId, hook.id, mostDeliveries);
  return deliveries.map(({ id, receivedAt, deliveryId, topic, raw }) => {
    const content = contentOf(raw);
    if ("problem" in content) return { id, receivedAt, facts: [], problems: [content.problem] };
    const parcels = itemsIn({ id: deliveryId, topic, body: content.body }, mapping);
    const { facts, letters } = readParcels(parcels, { hook: { ...hook, mapping }, receivedAt, flags: [] });
    return { id, receivedAt, facts, problems: letters.map(({ problem }) => problem) };
  });
}

/** What an earlier delivery holds, or why it cannot be read. */
export function contentOf(raw: string): { body: unknown } | { problem: string } {
  try {
    const content = harmless(JSON.parse(raw), raw);
    return "code" in content ? { problem: content.problem } : { body: content.body };
  } catch {
    const isForm = /^[^{[\s]+=/.test(raw);
    return isForm ? { body: Object.fromEntries(new URLSearchParams(raw)) } : { problem: "It is not valid JSON." };
  }
}
