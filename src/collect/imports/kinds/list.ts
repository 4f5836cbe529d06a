import type { ImportKind } from "../plan.ts";
import { audits } from "./audits.ts";
import { customers } from "./customers.ts";
import { feedback } from "./feedback.ts";
import { interactions } from "./interactions.ts";
import type { Kind } from "./kind.ts";
import { orders } from "./orders.ts";
import { responses } from "./responses.ts";
import { reviews } from "./reviews.ts";
import { tickets } from "./tickets.ts";

/** Every kind of file; the one that is told by more comes first, because that is how a guess asks. */
export const kinds: Record<ImportKind, Kind> = { responses, audits, orders, tickets, reviews, feedback, interactions, customers };
