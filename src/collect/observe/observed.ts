/** A kind of name: an event's, or one of a property or trait. */
export type NameKind = "event" | "property" | "trait";

/**
 * A name that a source used, and one type of value under it. For an event the type is how it was told, such as `track`. Instants are UTC
 * ms; `event` is the latest event that carried it.
 */
export type SeenName = {
  workspaceId: string;
  sourceId: string;
  kind: NameKind;
  name: string;
  type: string;
  n: number;
  firstAt: number;
  lastAt: number;
  event: string;
};

/** One occurrence of a warning: when (UTC ms), of which event or request, with which message, and what was said of it. */
export type Sample = { at: number; event: string; messageId: string; says: string };

/**
 * Something that was noticed about a source on one day (UTC). `mended`: facts that were stored otherwise than they were sent; `schema`:
 * names that are left out of the schema; `refused`: samples of requests that were refused, which are counted elsewhere.
 */
export type Noticed = {
  workspaceId: string;
  sourceId: string;
  kind: "mended" | "schema" | "refused";
  code: string;
  day: string;
  n: number;
  firstAt: number;
  lastAt: number;
  samples: Sample[];
};

/** Most samples that are kept of a warning. */
export const mostSamples = 3;

/** The day (UTC) of an instant in UTC ms. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
