import type { Change, Estimate, EvidenceGrade } from "../../../model/estimate.ts";
import { useAnswer, useOrder } from "./answer.ts";
import type { MetricId, TrendPoint } from "./metrics.ts";

export type MoneyBand = { low: number; base: number; high: number };
export type Initiative = {
  id: string;
  title: string;
  cause: string | null;
  owner: { id: string; name: string } | null;
  costMinor: number | null;
  currency: string;
  metric: MetricId;
  segment: string | null;
  filters: Record<string, string>;
  startedAt: string;
  endsAt: string | null;
  state: string;
  before: Estimate | null;
  after: Estimate | null;
  change: Change | null;
  grade: EvidenceGrade;
  money: MoneyBand | null;
};
export type Window = { from: string; to: string };
export type InitiativeStory = Initiative & {
  trend: TrendPoint[];
  beforeWindow: Window;
  afterWindow: Window;
  cannotClaim: string[];
  control: Record<string, unknown> | null;
  valuePerPointMinor?: number | null;
  windowDays?: number;
};
export type InitiativeWords = {
  title: string;
  cause: string | null;
  ownerId: string | null;
  costMinor: number | null;
  metric: MetricId;
  filters: Record<string, string>;
  startedAt: string;
  windowDays?: number;
  valuePerPointMinor?: number | null;
};

export const useInitiatives = () => useAnswer<{ items: Initiative[] }>("/initiatives");
export const useInitiative = (id: string) => useAnswer<InitiativeStory>(`/initiatives/${id}`);
export const useNewInitiative = () => useOrder<InitiativeWords, { id: string }>({ method: "POST", path: "/initiatives" }, ["/initiatives"]);
export const useInitiativeChange = (id: string) =>
  useOrder<Partial<InitiativeWords>>({ method: "PATCH", path: `/initiatives/${id}` }, ["/initiatives"]);
export const useInitiativeRemoval = () => useOrder<string>({ method: "DELETE", path: (id) => `/initiatives/${id}` }, ["/initiatives"]);
