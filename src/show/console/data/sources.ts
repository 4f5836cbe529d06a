import { type Page, useAnswer, useOrder, usePages } from "./answer.ts";

export type Source = {
  id: string;
  name: string;
  kind: "key" | "import" | "survey";
  prefix?: string;
  createdAt: string;
  lastSeenAt: string | null;
  received: number;
  stored: number;
  known: number;
  setAside: number;
  revokedAt: string | null;
};
export type DebugEvent = {
  seq: string;
  receivedAt: string;
  sourceId: string;
  fact: string;
  kind: string;
  name: string;
  identities: string[];
  timestamp: string;
  flags: string[];
  raw: unknown;
};
export type DeadLetter = { id: string; receivedAt: string; sourceId: string; code: string; problem: string; raw: string };
export type DeadLetterPage = Page<DeadLetter> & { total: number };

export const useSources = () => useAnswer<{ sources: Source[]; deadLetters?: number }>("/sources", {}, { every: 10_000 });
export const useNewKey = () => useOrder<{ name: string }, { id: string; key: string }>({ method: "POST", path: "/keys" }, ["/sources"]);
export const useKeyRevocation = () => useOrder<string>({ method: "DELETE", path: (id) => `/keys/${id}` }, ["/sources"]);
export const useDebugger = (source: string | null, live: boolean) =>
  useAnswer<{ events: DebugEvent[]; last: string }>("/debugger", { source }, { every: live ? 1000 : false, fresh: true });
export const useDeadLetters = () => usePages<DeadLetterPage>("/dead-letters");
export const useReplay = () =>
  useOrder<{ id: string; raw?: string }>(
    { method: "POST", path: ({ id }) => `/dead-letters/${id}/replay`, body: ({ raw }) => (raw === undefined ? {} : { raw }) },
    ["/dead-letters", "/sources"],
  );
export const useDeadLetterRemoval = () =>
  useOrder<string>({ method: "DELETE", path: (id) => `/dead-letters/${id}` }, ["/dead-letters", "/sources"]);

export type Survey = { id: string; title: string; url: string; responses: number };
export type SurveyWords = { title: string; question: "recommend"; touchpoint: string; channel: string };
export const useSurveys = () => useAnswer<{ surveys: Survey[] }>("/surveys");
export const useNewSurvey = () => useOrder<SurveyWords, Survey>({ method: "POST", path: "/surveys" }, ["/surveys"]);
