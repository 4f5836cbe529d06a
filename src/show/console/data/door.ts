import type { State } from "../../api/routes/account.ts";
import type { ImportReport } from "./imports.ts";
import { answers, useAnswer, useOrder } from "./answer.ts";

export type { State };

export const useDoor = () => useAnswer<State>("/state");

export type SetupWords = { name: string; email: string; password: string; workspace: string; timezone: string };
export const useSetup = () => useOrder<SetupWords>({ method: "POST", path: "/setup" }, [""]);
export const useSignIn = () => useOrder<{ email: string; password: string }>({ method: "POST", path: "/sign-in" }, [""]);
export const usePasswordChange = () => useOrder<{ current: string; password: string }>({ method: "POST", path: "/password" });
export const useSignOut = () => useOrder<void>({ method: "POST", path: "/sign-out" }, [""]);

export type Workspace = {
  id: string;
  name: string;
  timezone: string;
  currency: string;
  /** ISO 3166 code of the country of phone numbers that name none; empty when there is none. */
  country: string;
  /** Days 1 (Monday) to 7; hours as HH:MM in the workspace's zone. */
  businessHours: { days: number[]; from: string; to: string };
  /** A score at or below opens a case; `dueHours` are business hours; older answers than `maxAgeDays` open none. */
  caseRules: { recommend: number; satisfaction: number; ease: number; dueHours: number; maxAgeDays: number };
};
export const useWorkspace = () => useAnswer<Workspace>("/workspace");
export const useWorkspaceChange = () => useOrder<Partial<Workspace>>({ method: "PATCH", path: "/workspace" }, ["/workspace", "/state"]);

export type Member = { id: string; name: string; email: string; role: string };
export const useTeam = () => useAnswer<{ members: Member[] }>("/team");

export type Job = {
  id: string;
  kind: string;
  state: "running" | "done" | "failed";
  done: number;
  total: number;
  unit: string;
  message?: string;
  startedAt: string;
  finishedAt?: string;
  result?: ImportReport;
};
/** Follows long work twice a second until it has ended. */
export const useJob = (id: string | null, running = true) =>
  useAnswer<Job>(id && `/jobs/${id}`, {}, { every: running ? 500 : false, fresh: true });
export const useJobs = (follow: boolean) => useAnswer<{ jobs: Job[] }>(follow ? "/jobs" : null, {}, { every: 1000, fresh: true });

/** Another workspace means other answers everywhere: nothing of the old one may be shown for a moment. */
const forget = () => void answers.resetQueries();

/** Enters the sample company; `job` follows its loading, `null` when it was there already. */
export const useSample = () => useOrder<void, { job: string | null }>({ method: "POST", path: "/sample" }, [], forget);
/** Leaves the sample company and removes it. */
export const useSampleRemoval = () => useOrder<void, { job: string }>({ method: "DELETE", path: "/sample" }, [], forget);
export const useEntrance = () =>
  useOrder<string>({ method: "POST", path: (id) => `/workspaces/${id}/enter`, body: () => ({}) }, [], forget);
