import type { AccountCheck, Health, SchemaName, Warning } from "../../api/routes/source-health.ts";
import { useAnswer } from "./answer.ts";

export type { AccountCheck, Health, SchemaName, Warning };
export type Schema = { names: SchemaName[]; inWorkspace: { events: number; properties: number; most: number } };

const watchMs = 20_000;
const quietMs = 60_000;

export const useHealth = () => useAnswer<{ hoursFrom: string; sources: Health[] }>("/sources/health", {}, { every: watchMs });
export const useSchema = (id: string) => useAnswer<Schema>(`/sources/${id}/schema`, {}, { every: quietMs });
export const useWarnings = (source: string | null, days: string | null = null) =>
  useAnswer<{ warnings: Warning[] }>("/warnings", { source, days }, { every: quietMs });
export const useAccountCheck = () => useAnswer<{ check: AccountCheck | null }>("/accounts", {}, { every: quietMs });
