import type { DeliveryPreview, MappingProblem } from "../../api/routes/webhook-mapping.ts";
import type { Delivery, SenderItem, Webhook } from "../../api/routes/webhooks.ts";
import type { HookMapping } from "../../../model/hook-mapping.ts";
import type { HookOptions, SenderId } from "../../../model/hook.ts";
import { useAnswer, useOrder } from "./answer.ts";
import type { DeadLetterPage } from "./sources.ts";

export type { Delivery, DeliveryPreview, MappingProblem, SenderItem, Webhook };
export type Preview = { problems: MappingProblem[]; deliveries: DeliveryPreview[] };

const watchMs = 1500;
const quietMs = 5000;

export const useSenders = () => useAnswer<{ senders: SenderItem[] }>("/webhook-senders");
export const useWebhook = (id: string) => useAnswer<Webhook>(`/webhooks/${id}`);
export const useDeliveries = (id: string) =>
  useAnswer<{ items: Delivery[] }>(`/webhooks/${id}/deliveries`, {}, { every: watchMs, fresh: true });
export const useDelivery = (id: string, delivery: string | null) =>
  useAnswer<Delivery & { raw: string }>(delivery && `/webhooks/${id}/deliveries/${delivery}`);
export const useHookLetters = (id: string) => useAnswer<DeadLetterPage>("/dead-letters", { source: id }, { every: quietMs });
export const useSuggestion = (id: string, isWanted: boolean) =>
  useAnswer<{ mapping: HookMapping | null }>(isWanted ? `/webhooks/${id}/suggestion` : null);

const changed = ["/webhooks", "/sources", "/dead-letters"];
export type NewWebhook = { name: string; sender: SenderId; secret: string; options: Partial<HookOptions> };
export const useNewWebhook = () =>
  useOrder<NewWebhook, { id: string; address: string; secret: string | null }>({ method: "POST", path: "/webhooks" }, ["/sources"]);
export const useWebhookChange = (id: string) =>
  useOrder<{ name?: string; options?: Partial<HookOptions> }>({ method: "PATCH", path: `/webhooks/${id}` }, changed);
export const useWebhookRevocation = (id: string) => useOrder<void>({ method: "DELETE", path: `/webhooks/${id}` }, changed);
export type OldFor = "day" | "week" | "removed";
export const useNewSecret = (id: string) =>
  useOrder<{ secret: string; oldFor: OldFor }, { secret: string | null }>({ method: "POST", path: `/webhooks/${id}/secrets` }, changed);
export const useSecretRemoval = (id: string) =>
  useOrder<string>({ method: "DELETE", path: (secret) => `/webhooks/${id}/secrets/${secret}` }, changed);
export const useMappingPreview = (id: string) =>
  useOrder<HookMapping, Preview>({ method: "POST", path: `/webhooks/${id}/preview`, body: (mapping) => ({ mapping }) });
export const useMappingSave = (id: string) =>
  useOrder<HookMapping>({ method: "POST", path: `/webhooks/${id}/mapping`, body: (mapping) => ({ mapping }) }, changed);
export const useHookReplay = (id: string) =>
  useOrder<void, { taken: number; left: number }>({ method: "POST", path: `/webhooks/${id}/replay`, body: () => ({}) }, changed);
