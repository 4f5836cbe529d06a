import { Failure } from "../model/failure.ts";
import type { Bound } from "../store/ask.ts";
import { instant } from "../store/events/connect.ts";
import { bandNames, bandRule } from "./band.ts";
import type { Condition, Operator } from "./condition.ts";
import { findCustomerField, renderCustomerCondition } from "./customer-filter.ts";

/** A condition in the ClickHouse dialect and the values bound to it. `needsCustomer`: it asks who the customer is, beyond the row. */
export type Filter = { sql: string; bound: Bound; needsCustomer: boolean };

/** Which facts a filter narrows. */
export type Facts = "interactions" | "feedback";

// The only columns that a condition on a fact can reach. Everything else is refused before any SQL is made.
const columns: Record<string, { column: string; of: readonly Facts[]; ops: readonly Operator[] }> = {
  channel: { column: "channel", of: ["interactions", "feedback"], ops: ["is", "is_not"] },
  touchpoint: { column: "touchpoint", of: ["interactions", "feedback"], ops: ["is", "is_not"] },
  stage: { column: "stage", of: ["interactions", "feedback"], ops: ["is", "is_not"] },
  source: { column: "source_id", of: ["interactions", "feedback"], ops: ["is", "is_not"] },
  survey: { column: "survey_id", of: ["feedback"], ops: ["is", "is_not"] },
  language: { column: "language", of: ["feedback"], ops: ["is", "is_not"] },
  question: { column: "question", of: ["feedback"], ops: ["is", "is_not"] },
  score: { column: "score", of: ["feedback"], ops: ["is", "at_least", "at_most"] },
  comment: { column: "comment", of: ["feedback"], ops: ["contains", "exists"] },
};

/** The instant from which `in the last days` counts back, in UTC milliseconds, and what the names of bound values begin with. */
export type FilterOptions = { now: number; prefix?: string };

/**
 * Renders conditions, all of which must hold, over rows of `interactions` or `feedback`.
 *
 * Names come from closed lists and values are bound, so no text from outside becomes SQL.
 *
 * @throws Failure `bad_input` naming the condition that cannot be asked
 */
export function renderFilter(conditions: readonly Condition[], of: Facts, { now, prefix = of }: FilterOptions): Filter {
  const filter: Filter = { sql: "1", bound: { filter_now: instant(now) }, needsCustomer: false };
  for (const [index, condition] of conditions.entries()) {
    const name = `${prefix}_${index}`;
    const isCustomers = findCustomerField(condition.field) !== null;
    const part = isCustomers ? renderCustomerCondition(condition, name) : renderFactCondition(condition, of, name);
    filter.sql += ` AND ${part.sql}`;
    Object.assign(filter.bound, part.bound);
    filter.needsCustomer ||= isCustomers;
  }
  // An answer given anonymously belongs to no customer, so it is in no group of customers either.
  if (filter.needsCustomer) filter.sql += " AND customer_id != 0";
  return filter;
}

function renderFactCondition({ field, op, value }: Condition, of: Facts, name: string): { sql: string; bound: Bound } {
  if (field === "band" && of === "feedback") {
    const rule = bandRule(value);
    if (!rule) throw new Failure("bad_input", { field, problem: `choose one of ${bandNames.join(", ")}.` });
    return { sql: rule, bound: {} };
  }
  const known = columns[field];
  if (!known?.of.includes(of)) throw new Failure("bad_input", { field, problem: `it cannot narrow ${of}.` });
  if (!known.ops.includes(op))
    throw new Failure("bad_input", { field, problem: `${op} cannot be asked of it; ${known.ops.join(", ")} can.` });
  if (op === "exists") return { sql: `${known.column} != ''`, bound: {} };
  if (op === "contains") return { sql: `positionCaseInsensitiveUTF8(${known.column}, {${name}:String}) > 0`, bound: { [name]: value } };
  if (field !== "score") return { sql: `${known.column} ${op === "is" ? "=" : "!="} {${name}:String}`, bound: { [name]: value } };
  const sign = op === "is" ? "=" : op === "at_least" ? ">=" : "<=";
  return { sql: `ifNull(score ${sign} {${name}:Float64}, 0)`, bound: { [name]: readNumber(field, value) } };
}

/** @throws Failure `bad_input` when the text is no number */
export function readNumber(field: string, value: string): number {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number)) throw new Failure("bad_input", { field, problem: `${value} is not a number.` });
  return number;
}
