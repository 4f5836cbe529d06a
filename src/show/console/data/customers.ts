import { type Page, useAnswer, useOrder, usePages } from "./answer.ts";
import type { Params } from "./request.ts";

export type CustomerRow = {
  id: string;
  /** What to call them: the name, else the best key. */
  called: string | null;
  name: string | null;
  email: string | null;
  firstSeen: string;
  lastSeen: string;
  interactions: number;
  answers: number;
  lastScore: { question: string; score: number } | null;
  revenueMinor: number | null;
  currency: string;
  openCase: boolean;
};
export type CustomerPage = Page<CustomerRow> & { total: number };
export type Identity = { kind: string; value: string; evidence: { how: string; sourceId: string | null; at: string | null } };
export type Customer = {
  id: string;
  /** What to call them: the name, else the best key. */
  called: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  traits: Record<string, unknown>;
  /** Who said each trait last, and when. */
  said: Record<string, { source: string | null; at: string }>;
  identities: Identity[];
  firstSeen: string | null;
  lastSeen: string | null;
  orders: { count: number; revenueMinor: number | null; currency: string };
  answers: { question: string; score: number | null; timestamp: string }[];
  openCase: { id: string } | null;
};
export type TimelineItem = {
  id: string;
  fact: "interaction" | "feedback" | "identification";
  timestamp: string;
  /** When the sender's clock said that it happened, where the time of arrival counts instead. */
  senderTime?: string;
  kind: string;
  name: string;
  touchpoint: string;
  channel: string;
  stage: string;
  score?: number | null;
  question?: string;
  comment?: string;
  revenueMinor?: number | null;
  currency?: string;
  /** Code of the location where it happened, who served, and in which shift; empty when not said. */
  location?: string;
  staff?: string;
  shift?: string;
  properties?: Record<string, unknown>;
};
export type TimelinePage = Page<TimelineItem>;

export type Condition = { field: string; op: string; value: string };
export type Segment = { id: string; name: string; conditions: Condition[]; customers?: number };
export type VocabularyField = { field: string; label: string; type: "text" | "number" | "day"; ops: string[]; values?: string[] };
export type Vocabulary = { fields: VocabularyField[] };

/** Customers by their parameters; `null` asks nothing. */
export const useCustomers = (params: Params | null) => usePages<CustomerPage>(params && "/customers", params ?? {});
export const useCustomer = (id: string) => useAnswer<Customer>(`/customers/${id}`);
export const useTimeline = (id: string, kind: string | null) => usePages<TimelinePage>(`/customers/${id}/timeline`, { kind });
export const useSegments = () => useAnswer<{ segments: Segment[] }>("/segments");
export const useVocabulary = () => useAnswer<Vocabulary>("/segments/vocabulary");
export const useNewSegment = () =>
  useOrder<{ name: string; conditions: Condition[] }, Segment>({ method: "POST", path: "/segments" }, ["/segments"]);
export const useSegmentRemoval = () => useOrder<string>({ method: "DELETE", path: (id) => `/segments/${id}` }, ["/segments"]);
export const useTouchpoints = () => useAnswer<{ touchpoints: { touchpoint: string; channel: string; stage: string }[] }>("/touchpoints");
