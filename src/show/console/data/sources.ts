import type { InboxFile } from "../../api/routes/inbox.ts";
import type { Protocol } from "../../api/routes/keys.ts";
import type { Arrival, DeadLetter, Source } from "../../api/routes/sources.ts";
import { type Page, useAnswer, useOrder, usePages } from "./answer.ts";

export type { Arrival, DeadLetter, InboxFile, Protocol, Source };
export type DeadLetterPage = Page<DeadLetter> & { total: number };

export const useSources = (every = 10_000) => useAnswer<{ sources: Source[] }>("/sources", {}, { every });
export const useInbox = () => useAnswer<{ folder: string | null; files: InboxFile[] }>("/inbox", {}, { every: 10_000 });
export const useProtocols = () => useAnswer<{ url: string | null; protocols: Protocol[] }>("/protocols");
type NewKey = { name: string; origins: string[] };
export const useNewKey = () => useOrder<NewKey, { id: string; key: string }>({ method: "POST", path: "/keys" }, ["/sources"]);
export const useKeyOrigins = () =>
  useOrder<{ id: string; origins: string[] }>({ method: "PATCH", path: ({ id }) => `/keys/${id}`, body: ({ origins }) => ({ origins }) }, [
    "/sources",
  ]);
export const useKeyRevocation = () => useOrder<string>({ method: "DELETE", path: (id) => `/keys/${id}` }, ["/sources"]);
export const useDebugger = (source: string | null, live: boolean) =>
  useAnswer<{ events: Arrival[]; last: number }>("/debugger", { source }, { every: live ? 1000 : false, fresh: true });
export const useDeadLetters = (source: string | null = null, code: string | null = null) =>
  usePages<DeadLetterPage>("/dead-letters", { source, code });
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
