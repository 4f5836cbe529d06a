import type { Channel } from "../../../model/channel.ts";
import type { Feedback, Identification, Interaction } from "../../../model/fact.ts";
import type { ImportKind, ImportPlan } from "../plan.ts";
import type { Row } from "../rows/row.ts";
import type { Field } from "./fields.ts";

type Arrival = "messageId" | "receivedAt" | "sourceId" | "originalTimestamp" | "sentAt" | "flags";
type Said<F> = Omit<F, Arrival>;

/** What a row says, before it has an id and an arrival. */
export type Draft = Said<Interaction> | Said<Feedback> | Said<Identification>;

/**
 * One thing that a row says. `key` is what makes it the same thing when it comes again, in this file or in a later one; `null` when only
 * saying the same does.
 */
export type Told = { draft: Draft; key: readonly string[] | null };

/** A kind of file: what its rows can say, and what facts they become. */
export type Kind = {
  id: ImportKind;
  title: string;
  fields: Field[];
  /** What a file must have: of each group of fields at least one. */
  needs: string[][];
  /** By what a file of this kind is recognised: of each group of fields at least one must have a column that clearly suits it. */
  telling: string[][];
  /** The field by which two rows are the same thing; without it, only rows that say the same are. */
  key?: string;
  /** Channel of rows that name none. */
  channel: Channel;
  /** The field by which neighbouring rows are one thing, where the columns of the plan say so. */
  gathersBy?(columns: ImportPlan["columns"]): string | undefined;
  /** Everything that a row says, the chief thing first. What comes back for a row with a problem is not used. */
  tell(row: Row): Told[];
};

/** Those of these properties that a row says. */
export const knownOf = (properties: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== undefined && value !== ""));
