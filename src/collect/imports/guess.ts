import type { ScoredQuestion } from "../../model/fact.ts";
import { dateOrderOf, readInstant, type DateOrder } from "./cells/instant.ts";
import { readCurrency } from "./cells/money.ts";
import { decimalSignOf, readNumber } from "./cells/number.ts";
import { plainWords, readChannel, readQuestion, readStage } from "./cells/words.ts";
import { zoneOf } from "./cells/zone.ts";
import type { Inspection } from "./formats/format.ts";
import type { Field, Holding } from "./kinds/fields.ts";
import { kinds } from "./kinds/list.ts";
import { importKinds, problemHeader, type ImportKind, type ImportPlan } from "./plan.ts";

/** What a guess could not decide and a person must say. */
export type OpenQuestion = "dateOrder" | "question";

/** A plan guessed from headers and values, and what is still open in it. */
export type Guess = { plan: ImportPlan; open: OpenQuestion[] };

/** Where the guess falls back to: the workspace's time zone and currency. */
export type Home = { timezone: string; currency: string };

type Column = { index: number; header: string; values: string[] };

/** Guesses the whole plan of a file; `kind` and `columns` may be given, then the rest is guessed around them. */
export function guessPlan(file: Inspection, home: Home, given: { kind?: ImportKind; columns?: Record<string, number> } = {}): Guess {
  const columns = file.headers.map((header, index): Column => {
    const values = file.sample.map((cells) => (cells[index] ?? "").trim()).filter((cell) => cell !== "");
    return { index, header: plainWords(header), values };
  });
  const known = columns.filter(({ index }) => file.headers[index] !== problemHeader);
  const kind = given.kind ?? file.suggests?.kind ?? guessKind(known);
  // What a format knows is all that is taken from it: an amount of a whole case would be counted with each of its events.
  const told = file.suggests?.kind === kind ? file.suggests.columns : null;
  const chosen = given.columns ?? told ?? assign(kinds[kind].fields, known).columns;
  const valuesOf = (field: string): string[] => (chosen[field] === undefined ? [] : (columns[chosen[field]]?.values ?? []));
  const money = [...valuesOf("revenue"), ...valuesOf("score")];
  const order = dateOrderOf(valuesOf("time"));
  const question = chosen["score"] === undefined ? null : guessQuestion(columns[chosen["score"]]!, file.headers[chosen["score"]]!);
  const { format, table, firstRow, encoding, dialect, hasHeader, headers } = file;
  const plan: ImportPlan = {
    format,
    table,
    firstRow,
    encoding,
    dialect,
    hasHeader,
    headers,
    kind,
    columns: chosen,
    dateOrder: (order ?? null) as DateOrder | null,
    timezone: home.timezone,
    decimal: writesNumbers(file) && !money.some((value) => value.includes(",")) ? "." : decimalSignOf(money),
    currency:
      valuesOf("revenue")
        .map(readCurrency)
        .find((code) => code !== null) ?? home.currency,
    question,
    channel: "web",
    touchpoint: "",
    keepsRest: true,
  };
  return { plan, open: openQuestions(plan, order === null) };
}

/** Whether numbers of the format are numbers, with a dot: 1.234 is then never a thousand. */
const writesNumbers = ({ format }: Inspection): boolean => format !== "csv";

/** What a plan leaves open, given whether the order of its dates is needed and unknown. */
function openQuestions(plan: ImportPlan, isOrderOpen: boolean): OpenQuestion[] {
  const open: OpenQuestion[] = [];
  if (isOrderOpen) open.push("dateOrder");
  if (plan.columns["score"] !== undefined && plan.columns["question"] === undefined && plan.question === null) open.push("question");
  return open;
}

/** The question behind a column of scores, by its header or by the reach of its values; `null` when both are silent. */
function guessQuestion({ values }: Column, header: string): ScoredQuestion | null {
  const named = readQuestion(header);
  const numbers = values.map((value) => readNumber(value.replace(/\s*(\/|of|-|–).*$/, ""), ".")).filter((number) => number !== null);
  const most = Math.max(...numbers);
  const least = Math.min(...numbers);
  // `Rating` is said of every scale: the values decide when they cannot be of one to five.
  if (named === "satisfaction" && (most > 5 || least < 1) && /rating|stars?/i.test(header))
    return most > 7 || least < 1 ? "recommend" : null;
  if (named) return named;
  if (numbers.length === 0) return null;
  if (most > 7 || least === 0) return "recommend";
  if (most === 5) return "satisfaction";
  return most > 5 ? "ease" : null;
}

/** The kind whose telling fields the columns fill best. */
function guessKind(columns: Column[]): ImportKind {
  const telling: Record<ImportKind, string[][]> = {
    orders: [["order"], ["revenue"]],
    feedback: [
      ["score", "comment"],
      ["score", "comment", "question"],
    ],
    interactions: [["name"], ["time"]],
    customers: [
      ["user", "email", "phone", "loyalty"],
      ["name", "email"],
    ],
  };
  const order: ImportKind[] = ["orders", "feedback", "interactions", "customers"];
  const rated = order.map((kind) => {
    const { columns: chosen, strength } = assign(kinds[kind].fields, columns);
    const met = telling[kind].filter((fields) => fields.some((field) => (strength[field] ?? 0) >= 6)).length;
    return { kind, met, filled: Object.keys(chosen).length };
  });
  const complete = rated.filter(({ met }) => met === 2);
  return (complete[0] ?? rated.sort((a, b) => b.met - a.met || b.filled - a.filled)[0])?.kind ?? importKinds[0];
}

/** Gives each field its best column, strongest match first; a column serves one field. */
function assign(fields: Field[], columns: Column[]): { columns: Record<string, number>; strength: Record<string, number> } {
  const matches = fields
    .flatMap((field, rank) =>
      columns.map((column) => ({ field: field.id, index: column.index, strength: strengthOf(field, column), rank })),
    )
    .filter(({ strength }) => strength >= 5)
    .sort((a, b) => b.strength - a.strength || a.rank - b.rank || a.index - b.index);
  const chosen: Record<string, number> = {};
  const strength: Record<string, number> = {};
  for (const match of matches) {
    if (chosen[match.field] !== undefined || Object.values(chosen).includes(match.index)) continue;
    chosen[match.field] = match.index;
    strength[match.field] = match.strength;
  }
  return { columns: chosen, strength };
}

/** How well a column suits a field: up to 10 for its header, up to 6 for its values; under 5 is no match. */
function strengthOf(field: Field, { header, values }: Column): number {
  const words = field.words.split(",");
  const named = words.includes(header) ? 10 : words.some((word) => word.length > 2 && ` ${header} `.includes(` ${word} `)) ? 5 : 0;
  if (values.length === 0) return named;
  const share = values.filter((value) => suits[field.holds](value)).length / values.length;
  if (share < 0.5) return named === 10 && trusted.has(field.holds) ? named : 0;
  if (named > 0) return named + share * (field.holds === "text" || field.holds === "key" ? 1 : 3);
  return share > 0.8 && telling.has(field.holds) ? 4 + share * 2 : 0;
}

// Values of these kinds speak for themselves, without a header.
const telling: ReadonlySet<Holding> = new Set(["instant", "email", "prose"]);

// Of these a header says enough: a comment may be a single word, an id anything.
const trusted: ReadonlySet<Holding> = new Set(["key", "prose", "text"]);

const zone = zoneOf("UTC");
const isEmail = (value: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
const isInstant = (value: string): boolean => readInstant(value, { order: null, zone }) !== null || dateOrderOf([value]) !== undefined;
const suits: Record<Holding, (value: string) => boolean> = {
  instant: isInstant,
  score: (value) => /^\d{1,2}([.,]0+)?(\s*(\/|of|-|–|\().*)?$/.test(value),
  email: isEmail,
  phone: (value) => /^\+?[\d\s().\-/]{6,20}$/.test(value) && !isInstant(value),
  money: (value) => /\d/.test(value) && value.length < 24 && !isInstant(value) && !isEmail(value),
  currency: (value) => readCurrency(value) !== null,
  channel: (value) => readChannel(value) !== null,
  stage: (value) => readStage(value) !== null,
  question: (value) => readQuestion(value) !== null,
  language: (value) => /^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(value),
  prose: (value) => value.split(/\s+/).length >= 4 || /[\u3040-\u9fff]{6}/.test(value),
  key: (value) => value.length < 200 && !/\s\S+\s/.test(value),
  text: (value) => value.length < 200,
};
