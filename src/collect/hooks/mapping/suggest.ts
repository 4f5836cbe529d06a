import { emptyMapping, type HookMapping, type HookRole } from "../../../model/hook-mapping.ts";
import { printPath, type Step } from "../../../model/json-path.ts";
import { currencyOf } from "../../money.ts";
import { readInstant } from "../../instant.ts";
import { contactsIn } from "../../sources/contacts.ts";
import { textOf } from "../../sources/bag.ts";

type Leaf = { steps: Step[]; key: string; value: unknown };

// A day with a time of it; a day alone may be anything.
const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

// What a role's field is usually called, and what its value must be. The first field that fits is taken, the shallowest first; where none does, the role's next line is tried.
const signs: [HookRole, RegExp, (value: unknown, country: string) => boolean][] = [
  ["email", /mail/, (value) => contactsIn({ email: value }, "").identities.length > 0],
  ["phone", /phone|mobile|msisdn/, (value, country) => contactsIn({ phone: value }, country).identities.length > 0],
  ["user", /^(?:user|customer|client|member|account)_?id$|^external_id$/, (value) => textOf(value) !== ""],
  ["when", /(?:^|_)(?:at|on|when|ts)$|(?:time|timestamp|date|created|occurred|submitted)$/, (value) => readInstant(value) !== null],
  ["when", /^/, (value) => moment.test(textOf(value)) && readInstant(value) !== null],
  ["event", /^(?:event|type|event_?(?:name|type)|topic|action|kind)$/, (value) => typeof value === "string" && value !== ""],
  [
    "score",
    /^(?!.*(?:count|max|min|scale|average|_id$)).*(?:^|_)(?:score|rating|nps|csat|ces|stars?|grade)(?:_|$)/,
    (value) => textOf(value).trim() !== "" && Number.isInteger(Number(textOf(value))),
  ],
  [
    "comment",
    /comment|feedback|remark|verbatim|opinion|(?:^|_)(?:text|note|reason|said|body|message)$/,
    (value) => typeof value === "string" && value !== "",
  ],
  [
    "amount",
    /^(?:amount|total|revenue|price|grand_?total|total_?(?:price|amount))$/,
    (value) => !Number.isNaN(Number(textOf(value) || NaN)),
  ],
  ["currency", /currency/, (value) => currencyOf(textOf(value)) !== null],
  ["delivery", /^(?:event_?id|delivery_?id|message_?id|uuid|id)$/, (value) => textOf(value) !== ""],
];

/** What the fields of a delivery probably are, by their names and values, with phone numbers of a country; to be looked over by whoever maps it. */
export function suggestMapping(body: unknown, country: string): HookMapping {
  const leaves = leavesOf(body);
  const fields: HookMapping["fields"] = {};
  for (const [role, name, fits] of signs) {
    if (fields[role]) continue;
    const found = leaves.find(({ key, value, steps }) => name.test(key) && fits(value, country) && !isTaken(fields, steps));
    if (found) fields[role] = printPath(found.steps);
  }
  const score = leaves.find(({ steps }) => printPath(steps) === fields.score);
  return { ...emptyMapping, fields, question: score ? questionOf(score) : "" };
}

const isTaken = (fields: HookMapping["fields"], steps: Step[]): boolean => Object.values(fields).includes(printPath(steps));

function questionOf({ key, value }: Leaf): HookMapping["question"] {
  if (/nps/.test(key) || Number(textOf(value)) > 7 || Number(textOf(value)) === 0) return "recommend";
  return /ces|effort|ease/.test(key) ? "ease" : "satisfaction";
}

const mostLeaves = 500;

/** The fields outside lists, the shallowest first. */
function leavesOf(body: unknown): Leaf[] {
  const leaves: Leaf[] = [];
  let level: { steps: Step[]; value: unknown }[] = [{ steps: [], value: body }];
  while (level.length > 0 && leaves.length < mostLeaves) {
    const next: typeof level = [];
    for (const { steps, value } of level) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) continue;
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === "object") next.push({ steps: [...steps, key], value: inner });
        else leaves.push({ steps: [...steps, key], key: key.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase(), value: inner });
      }
    }
    level = next;
  }
  return leaves;
}
