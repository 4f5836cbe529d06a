import { type Page, useAnswer, usePages } from "./answer.ts";
import type { TimelineItem } from "./customers.ts";
import type { Params } from "./request.ts";

export type FeedbackItem = {
  id: string;
  /** `null` when it was given anonymously. */
  customerId: string | null;
  customerName: string | null;
  timestamp: string;
  question: string;
  score: number | null;
  band: string | null;
  comment: string;
  language: string;
  touchpoint: string;
  channel: string;
  stage: string;
  sourceId: string;
  caseId: string | null;
};
export type FeedbackPage = Page<FeedbackItem> & { total: number };
export type Facet = { key: string; count: number };
export type Facets = { total: number; facets: Record<string, Facet[]> };
export type FeedbackStory = FeedbackItem & { steps: TimelineItem[] };

export const useFeedback = (params: Params) => usePages<FeedbackPage>("/feedback", { ...params, limit: 50 });
export const useFacets = (params: Params) => useAnswer<Facets>("/feedback/facets", params);
export const useFeedbackStory = (id: string | null) => useAnswer<FeedbackStory>(id && `/feedback/${id}`);
