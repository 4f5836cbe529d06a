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
export const useInitiative = (id: string) => useAnswer<InitiativeStory>(`/initiatives/${id}`);
export const useNewInitiative = () => useOrder<InitiativeWords, { id: string }>({ method: "POST", path: "/initiatives" }, ["/initiatives"]);
export const useInitiativeRemoval = () => useOrder<string>({ method: "DELETE", path: (id) => `/initiatives/${id}` }, ["/initiatives"]);
