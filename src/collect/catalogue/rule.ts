import type { Interaction } from "../../model/fact.ts";
import type { RuleCondition, RuleField, RuleOp } from "../../model/touchpoint.ts";
import type { Bound } from "../../store/ask.ts";
import { bagOf, textOf } from "../sources/bag.ts";
import { fold } from "./fold.ts";

/** What a rule looks at: in a fact on its way in, and in the row of one that is stored. Both must read the same text. */
type Looked = { of(fact: Interaction, key: string): string; sql(key: string): string };

const withoutQuery = /^[^?#]*/;
const ofAddress = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/?#]*([^?#]*)/;

const looks: Record<RuleField, Looked> = {
  event: { of: ({ name }) => name, sql: () => "name" },
  kind: { of: ({ kind }) => kind, sql: () => "kind" },
  channel: { of: ({ channel }) => channel, sql: () => "channel" },
  source: { of: ({ sourceId }) => sourceId, sql: () => "source_id" },
  path: { of: pathOf, sql: () => pathSql },
  property: {
    of: ({ properties }, key) => plainText(properties[key]),
    sql: (key) =>
      `multiIf(JSONType(properties, ${key}) = 'String', JSONExtractString(properties, ${key}), JSONType(properties, ${key}) IN ('Int64', 'UInt64', 'Double', 'Bool'), JSONExtractRaw(properties, ${key}), '')`,
  },
};

const plainText = (value: unknown): string => (typeof value === "boolean" ? String(value) : textOf(value));
const textIn = (value: unknown): string => (typeof value === "string" ? value : "");

/** The path of the page on which something happened; empty when nobody said. */
function pathOf({ properties, context }: Interaction): string {
  const page = bagOf(context.page);
  const path = textIn(properties.path) || textIn(page.path);
  if (path !== "") return withoutQuery.exec(path)![0];
  return ofAddress.exec(textIn(properties.url))?.[1] || ofAddress.exec(textIn(page.url))?.[1] || "";
}

const addressSql = (text: string): string => `nullIf(extract(${text}, '^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*([^?#]*)'), '')`;
const pathSql = `multiIf(JSONExtractString(properties, 'path') != '', extract(JSONExtractString(properties, 'path'), '^[^?#]*'),
  JSONExtractString(context, 'page', 'path') != '', extract(JSONExtractString(context, 'page', 'path'), '^[^?#]*'),
  coalesce(${addressSql("JSONExtractString(properties, 'url')")}, ${addressSql("JSONExtractString(context, 'page', 'url')")}, ''))`;

/** How a text is compared with a folded value: here, and in the event store. */
const comparisons: Record<
  RuleOp,
  { holds(text: string, value: string): boolean; sql(text: string, value: string): string; bind(value: string): string }
> = {
  is: { holds: (text, value) => text === value, sql: (text, value) => `${text} = ${value}`, bind: (value) => value },
  starts_with: {
    holds: (text, value) => text.startsWith(value),
    sql: (text, value) => `startsWith(${text}, ${value})`,
    bind: (value) => value,
  },
  contains: {
    holds: (text, value) => text.includes(value),
    sql: (text, value) => `position(${text}, ${value}) > 0`,
    bind: (value) => value,
  },
  pattern: { holds: fits, sql: (text, value) => `${text} LIKE ${value}`, bind: likeOf },
};

/** Whether a whole text fits a pattern in which `*` stands for anything. It takes one walk through the text, whatever the pattern. */
function fits(text: string, pattern: string): boolean {
  const pieces = pattern.split("*");
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  if (pieces.length === 1) return text === pattern;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = text.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return from <= text.length - last.length;
}

/** A pattern as the event store reads it. */
function likeOf(pattern: string): string {
  return pattern.replace(/[\\%_]/g, "\\$&").replaceAll("*", "%");
}

/** A condition, ready to be asked of each fact. */
export type Condition = (fact: Interaction) => boolean;

/** Makes a condition ready. */
export function compileCondition({ field, op, key, values }: RuleCondition): Condition {
  const { of } = looks[field];
  const { holds } = comparisons[op];
  const folded = values.map(fold);
  const single = folded.length === 1 ? folded[0]! : null;
  if (single !== null) return (fact) => holds(fold(of(fact, key)), single);
  const among = new Set(folded);
  if (op === "is") return (fact) => among.has(fold(of(fact, key)));
  return (fact) => {
    const text = fold(of(fact, key));
    return folded.some((value) => holds(text, value));
  };
}

/**
 * A condition over stored interactions, in the ClickHouse dialect.
 *
 * @param name  prefix of the bound values, unique in its question
 */
export function renderCondition({ field, op, key, values }: RuleCondition, name: string): { sql: string; bound: Bound } {
  const { sql, bind } = comparisons[op];
  const bound: Bound = field === "property" ? { [`${name}_key`]: key } : {};
  const text = `lower(${looks[field].sql(`{${name}_key:String}`)})`;
  if (op === "is") return { sql: `${text} IN {${name}:Array(String)}`, bound: { ...bound, [name]: values.map(fold) } };
  const parts = values.map((value, i) => {
    bound[`${name}_${i}`] = bind(fold(value));
    return sql(text, `{${name}_${i}:String}`);
  });
  return { sql: `(${parts.join(" OR ")})`, bound };
}
