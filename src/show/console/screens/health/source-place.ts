import type { Source } from "../../data/sources.ts";

/** Where the page of a source is: webhooks have one of their own. */
export const placeOf = ({ kind, id }: Pick<Source, "kind" | "id">): { to: string; search: Record<string, string> } =>
  kind === "webhook" ? { to: "/sources/webhook", search: { id } } : { to: `/sources/${id}`, search: {} };
