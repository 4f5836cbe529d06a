import { Failure } from "../model/failure.ts";
import { questionScale, type ScoredQuestion } from "../model/fact.ts";
import type { Bound } from "../store/ask.ts";
import type { Condition, Field, Operator } from "./condition.ts";
import { onScale } from "./band.ts";

const text: readonly Operator[] = ["is", "is_not", "contains", "exists", "at_least", "at_most"];
const moments: readonly Operator[] = ["in_last_days", "not_in_last_days"];
const amounts: readonly Operator[] = ["at_least", "at_most"];

/** What conditions on customers can be about. A field that ends in a dot takes a name after it. */
export const customerFields: readonly Field[] = [
  { field: "trait.", label: "Trait", type: "text", ops: text },
  { field: "name", label: "Name", type: "text", ops: ["is", "is_not", "contains", "exists"] },
  { field: "email", label: "E-mail", type: "text", ops: ["is", "is_not", "contains", "exists"] },
  { field: "last_seen", label: "Last seen", type: "day", ops: moments },
  { field: "first_seen", label: "First seen", type: "day", ops: moments },
  { field: "interactions", label: "Interactions", type: "number", ops: amounts },
  { field: "ordered", label: "Ordered", type: "day", ops: moments },
  { field: "orders", label: "Orders", type: "number", ops: amounts },
  { field: "visited.", label: "Interactions at touchpoint", type: "number", ops: [...amounts, ...moments] },
  { field: "answered", label: "Answered", type: "day", ops: moments },
  { field: "last_recommend", label: "Last recommendation score (0-10)", type: "number", ops: amounts },
  { field: "last_satisfaction", label: "Last satisfaction score (1-5)", type: "number", ops: amounts },
  { field: "last_ease", label: "Last ease score (1-7)", type: "number", ops: amounts },
];

/** The field that a condition names; `null` when it is not about customers. */
export const findCustomerField = (name: string): Field | null =>
  customerFields.find(({ field }) => (field.endsWith(".") ? name.startsWith(field) && name.length > field.length : name === field)) ?? null;

/**
 * Renders a condition on customers over rows that have a `customer_id`.
 *
 * @param name  prefix of the bound values, unique in its question
 * @throws      Failure `bad_input` when the operator or the value does not fit the field
 */
export function renderCustomerCondition(condition: Condition, name: string): { sql: string; bound: Bound } {
  const known = findCustomerField(condition.field);
  if (!known?.ops.includes(condition.op))
    throw new Failure("bad_input", { field: condition.field, problem: `${condition.op} cannot be asked of it.` });
  const about = { [`${name}_key`]: condition.field.slice(known.field.length) };
  const isAmount = condition.op === "at_least" || condition.op === "at_most";
  const isMoment = condition.op === "in_last_days" || condition.op === "not_in_last_days";
  if ((isAmount && known.field !== "trait.") || isMoment) readWhole(condition);

  if (known.field === "trait.")
    return { sql: onProfile(`traits[{${name}_key:String}]`, condition, name), bound: { ...about, [name]: condition.value } };
  if (known.field === "name" || known.field === "email")
    return { sql: onProfile(known.field, condition, name), bound: { [name]: condition.value } };
  return { sql: onActivity(known.field, condition.op, name), bound: { ...about, [name]: Number(condition.value) } };
}

/** Which customers a profile's text admits. Who has no profile has empty texts, so `is not` admits them. */
function onProfile(column: string, { op }: Condition, name: string): string {
  const who = (rule: string) => `(SELECT customer_id FROM profiles FINAL WHERE workspace_id = {workspace:String} AND ${rule})`;
  const value = `{${name}:String}`;
  if (op === "exists") return `customer_id IN ${who(`${column} != ''`)}`;
  if (op === "contains") return `customer_id IN ${who(`positionCaseInsensitiveUTF8(${column}, ${value}) > 0`)}`;
  if (op === "is_not") return `customer_id NOT IN ${who(`${column} = ${value}`)}`;
  if (op === "is") return `customer_id IN ${who(`${column} = ${value}`)}`;
  const sign = op === "at_least" ? ">=" : "<=";
  return `customer_id IN ${who(`ifNull(toFloat64OrNull(${column}) ${sign} toFloat64OrNull(${value}), 0)`)}`;
}

const sold = "ifNull(revenue_minor > 0, 0)";

// What is counted or dated of each customer: the facts it reads, the rows that matter, and the figure.
const activities: Record<string, { from: "interactions" | "feedback"; rows: (name: string) => string; figure: string }> = {
  last_seen: { from: "interactions", rows: () => "1", figure: "max(timestamp)" },
  first_seen: { from: "interactions", rows: () => "1", figure: "min(timestamp)" },
  interactions: { from: "interactions", rows: () => "1", figure: "count()" },
  ordered: { from: "interactions", rows: () => sold, figure: "max(timestamp)" },
  orders: { from: "interactions", rows: () => sold, figure: "count()" },
  "visited.": { from: "interactions", rows: (name) => `touchpoint = {${name}_key:String}`, figure: "count()" },
  answered: { from: "feedback", rows: () => "1", figure: "max(timestamp)" },
  ...Object.fromEntries(
    (Object.keys(questionScale) as ScoredQuestion[]).map((question) => [
      `last_${question}`,
      { from: "feedback" as const, rows: () => onScale(question), figure: "argMax(score, (timestamp, seq))" },
    ]),
  ),
};

/** Which customers their activity admits. "At most" and "not in the last days" also admit those who never did it. */
function onActivity(field: string, op: Operator, name: string): string {
  const { from, rows, figure } = activities[field]!;
  const isMoment = op === "in_last_days" || op === "not_in_last_days";
  const dated = isMoment && field === "visited." ? "max(timestamp)" : figure;
  const since = `{filter_now:DateTime64(3, 'UTC')} - toIntervalDay({${name}:UInt32})`;
  const isScore = field.startsWith("last_") && from === "feedback";
  const having = isMoment
    ? `${dated} >= ${since}`
    : op === "at_least"
      ? `${figure} >= {${name}:Int64}`
      : `${figure} ${isScore ? "<=" : ">"} {${name}:Int64}`;
  const isDenial = op === "not_in_last_days" || (op === "at_most" && !isScore);
  return `customer_id ${isDenial ? "NOT IN" : "IN"} (SELECT customer_id FROM lived_${from}(workspace = {workspace:String}) WHERE ${rows(name)} AND customer_id != 0 GROUP BY customer_id HAVING ${having})`;
}

function readWhole({ field, value }: Condition): void {
  const number = Number(value);
  if (!/^\d+$/.test(value.trim()) || number > 100_000_000)
    throw new Failure("bad_input", { field, problem: `${value || "nothing"} is not a whole number.` });
}
