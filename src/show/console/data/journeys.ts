import type { Estimate } from "../../../model/estimate.ts";
import { type Page, useAnswer, usePages } from "./answer.ts";
import type { Params } from "./request.ts";

export type TouchpointCount = { touchpoint: string; channel: string; interactions: number; customers: number };
export type StageCount = {
  stage: string;
  interactions: number;
  customers: number;
  scores: Partial<Record<string, Estimate | null>>;
  touchpoints: TouchpointCount[];
};
export type JourneyMap = { stages: StageCount[]; weakest: string | null };

export type PathNode = {
  touchpoint: string;
  channel: string;
  count: number;
  customers: number;
  starts: number;
  ends: number;
  score: Estimate | null;
};
export type PathEdge = { from: string; to: string; count: number; customers: number; medianMs: number | null; meanMs: number | null };
export type Paths = {
  nodes: PathNode[];
  edges: PathEdge[];
  totals: { transitions: number; shownTransitions: number; customers: number; interactions: number };
};

export type Variant = { id: string; steps: string[]; count: number; share: number; medianMs: number | null; score: Estimate | null };
export type Variants = { total: { journeys: number; variants: number }; variants: Variant[] };

export type JourneyRow = { customerId: string; customerName: string | null; from?: string; to?: string; waitMs?: number };
export type JourneyRows = Page<JourneyRow> & { total: number };

export const useJourneyMap = (bar: Params) => useAnswer<JourneyMap>("/journeys/map", bar);
export const usePaths = (bar: Params, coverage: number) => useAnswer<Paths>("/journeys/paths", { ...bar, coverage });
export const useVariants = (bar: Params) => useAnswer<Variants>("/journeys/variants", { ...bar, limit: 20 });
export const useJourneyRows = (params: Params) => usePages<JourneyRows>("/journeys/rows", params);
