import type { InitiativeItem, InitiativeStory } from "../../api/routes/initiatives.ts";
import { useAnswer, useOrder } from "./answer.ts";
import type { MetricId } from "./metrics.ts";

export type { InitiativeItem, InitiativeStory };
export type InitiativeWords = {
  title: string;
  cause: string | null;
  ownerId: string | null;
  costMinor: number | null;
  metric: MetricId;
  filters: Record<string, string>;
  startedAt: string;
  windowDays: number;
  valuePerPointMinor: number | null;
};

export const useInitiatives = () => useAnswer<{ items: InitiativeItem[] }>("/initiatives");
/** One initiative; a `null` id asks for none. */
export const useInitiative = (id: string | null) => useAnswer<InitiativeStory>(id && `/initiatives/${id}`);
export const useNewInitiative = () => useOrder<InitiativeWords, { id: string }>({ method: "POST", path: "/initiatives" }, ["/initiatives"]);
export const useInitiativeChange = (id: string) =>
  useOrder<InitiativeWords>({ method: "PATCH", path: `/initiatives/${id}` }, ["/initiatives"]);
export const useInitiativeRemoval = () => useOrder<string>({ method: "DELETE", path: (id) => `/initiatives/${id}` }, ["/initiatives"]);
