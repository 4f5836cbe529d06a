import type { Feedback, Identification, Interaction } from "../../../model/fact.ts";
import type { ImportKind } from "../plan.ts";
import type { Row } from "../row.ts";
import { customers } from "./customers.ts";
import { feedback } from "./feedback.ts";
import type { Field } from "./fields.ts";
import { interactions } from "./interactions.ts";
import { orders } from "./orders.ts";

type Arrival = "messageId" | "receivedAt" | "sourceId" | "originalTimestamp" | "sentAt" | "flags";
type Said<F> = Omit<F, Arrival>;

/** What a row says, before it has an id and an arrival. */
export type Draft = Said<Interaction> | Said<Feedback> | Said<Identification>;

/**
 * A kind of file: what its rows can say, and how one becomes a fact. The draft of a row with a problem is not used.
 *
 * `needs` lists what a file must have: of each group of fields at least one. `key` is the field by which two rows are the same thing; without
 * it, only rows that say the same are.
 */
export type Kind = { id: ImportKind; title: string; fields: Field[]; needs: string[][]; key?: string; draft(row: Row): Draft };

/** Every kind of file. */
export const kinds: Record<ImportKind, Kind> = { interactions, feedback, customers, orders };
