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
  called: {
    of: ({ saidTouchpoint, name }) => saidTouchpoint || name,
    sql: () => "if(said_touchpoint != '', toString(said_touchpoint), name)",
  },
  kind: { of: ({ kind }) => kind, sql: () => "kind" },
  channel: { of: ({ channel }) => channel, sql: () => "channel" },
  source: { of: ({ sourceId }) => sourceId, sql: () => "source_id" },
  path: { of: lastPathOf, sql: () => pathSql },
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

// Rule after rule asks for the path of the same fact.
let last: { fact: Interaction; path: string } | null = null;

function lastPathOf(fact: Interaction): string {
  if (last?.fact !== fact) last = { fact, path: pathOf(fact) };
  return last.path;
}

// The store's own function makes a text of anything that it finds.
const textSql = (at: string): string => `if(JSONType(${at}) = 'String', JSONExtractString(${at}), '')`;
const addressSql = (at: string): string => `nullIf(extract(${textSql(at)}, '^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*([^?#]*)'), '')`;
const pathSql = `multiIf(${textSql("properties, 'path'")} != '', extract(${textSql("properties, 'path'")}, '^[^?#]*'),
  ${textSql("context, 'page', 'path'")} != '', extract(${textSql("context, 'page', 'path'")}, '^[^?#]*'),
  coalesce(${addressSql("properties, 'url'")}, ${addressSql("context, 'page', 'url'")}, ''))`;

/** How a folded text is compared with a folded value: here, and in the event store. */
type Comparison = { test(value: string): (text: string) => boolean; sql(text: string, value: string): string; bind(value: string): string };
const asIs = (value: string): string => value;

const comparisons: Record<RuleOp, Comparison> = {
  is: { test: (value) => (text) => text === value, sql: (text, value) => `${text} = ${value}`, bind: asIs },
  starts_with: { test: (value) => (text) => text.startsWith(value), sql: (text, value) => `startsWith(${text}, ${value})`, bind: asIs },
  contains: { test: (value) => (text) => text.includes(value), sql: (text, value) => `position(${text}, ${value}) > 0`, bind: asIs },
  pattern: { test: patternOf, sql: (text, value) => `${text} LIKE ${value}`, bind: likeOf },
};

/** Whether a whole text fits a pattern in which `*` stands for anything: one walk through the text, whatever the pattern. */
function patternOf(pattern: string): (text: string) => boolean {
  const [first, ...others] = pattern.split("*");
  const last = others.pop();
  if (last === undefined) return (text) => text === pattern;
  return (text) => {
    if (!text.startsWith(first!) || !text.endsWith(last)) return false;
    let from = first!.length;
    for (const piece of others) {
      const at = text.indexOf(piece, from);
      if (at === -1) return false;
      from = at + piece.length;
    }
    return from <= text.length - last.length;
  };
}

/** A pattern as the event store reads it. */
function likeOf(pattern: string): string {
  return pattern.replace(/[\\%_]/g, "\\$&").replaceAll("*", "%");
}

/** A condition, ready to be asked of each fact. `onName`: it looks at nothing but the event's name, so its answer can be remembered. */
export type Condition = { onName: boolean; holds(fact: Interaction): boolean };

/** Makes a condition ready. */
export function compileCondition({ field, op, key, values }: RuleCondition): Condition {
  const test = testOf(op, values.map(fold));
  const { of } = looks[field];
  return { onName: field === "event", holds: (fact) => test(fold(of(fact, key))) };
}

function testOf(op: RuleOp, folded: string[]): (text: string) => boolean {
  if (op === "is") {
    const among = new Set(folded);
    return (text) => among.has(text);
  }
  const tests = folded.map(comparisons[op].test);
  return (text) => tests.some((test) => test(text));
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
