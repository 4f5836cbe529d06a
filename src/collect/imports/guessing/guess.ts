import type { ScoredQuestion } from "../../../model/fact.ts";
import { dateOrderOf, type DateOrder } from "../cells/instant.ts";
import { readCurrency } from "../cells/money.ts";
import { decimalSignOf, readNumber } from "../cells/number.ts";
import { readQuestion } from "../cells/words.ts";
import type { Inspection } from "../formats/format.ts";
import { couldBeScores, guessAnswers, holdsEmails, isQuestion, scoredBy } from "./answers.ts";
import { assign } from "./assign.ts";
import { columnsOf, holdsAddresses, type Column } from "./column.ts";
import { findHead } from "./head.ts";
import { withItemTotals } from "./item-totals.ts";
import type { Field } from "../kinds/fields.ts";
import { kinds } from "../kinds/list.ts";
import { askedOf, type AnswerColumn, type ImportKind, type ImportPlan } from "../plan.ts";
import { bareHeader, type Shape } from "../shapes/shape.ts";

/** What a guess could not decide and a person must say. */
export type OpenQuestion = "dateOrder" | "question" | "answers";

/** A plan guessed from headers and values, what is still open in it, and the rows of the sample that are no header. */
export type Guess = { plan: ImportPlan; open: OpenQuestion[]; titles: string[]; sample: string[][] };

/** Where the guess falls back to: the workspace's time zone, currency and country. */
export type Home = { timezone: string; currency: string; country: string };

/** What somebody said already; the rest is guessed around it. */
export type Given = { kind?: ImportKind; columns?: Record<string, number>; answers?: AnswerColumn[] };

/** Guesses the whole plan of a file. */
export function guessPlan(file: Inspection, home: Home, given: Given = {}): Guess {
  const head = findHead(file);
  const all = columnsOf(head);
  const usable = all.filter((column) => !isDropped(column, head.shape));
  const kind = given.kind ?? file.suggests?.kind ?? head.shape?.kind ?? guessKind(usable);
  const shape = head.shape?.kind === kind ? head.shape : null;
  // What a format knows is all that is taken from it: an amount of a whole case would be counted with each of its events.
  const told = file.suggests?.kind === kind ? { ...file.suggests.columns } : null;
  const assigned = (): Record<string, number> => assign(kinds[kind].fields, fieldColumns(kind, usable, shape), shape).columns;
  // What a known program's columns mean is known.
  const chosen = given.columns ?? told ?? (shape ? assigned() : withItemTotals(assigned(), head.sample));
  // A log that never notes that a step was completed counts whatever it notes.
  const lifecycle = all.find(({ index }) => index === chosen["lifecycle"]);
  if (lifecycle && !given.columns && !lifecycle.values.some((value) => /^complete$/i.test(value))) delete chosen["lifecycle"];
  const isChosen = ({ index }: Column): boolean => Object.values(chosen).includes(index);
  const free = usable.filter((column) => !isChosen(column));
  const answers = kind === "responses" ? (given.answers ?? guessAnswers(free)) : [];
  const valuesOf = (field: string): string[] => all.find(({ index }) => index === chosen[field])?.values ?? [];
  const order = dateOrderOf(kinds[kind].fields.filter(({ holds }) => holds === "instant").flatMap(({ id }) => valuesOf(id)));
  const scores = all.find(({ index }) => index === chosen["score"]);
  const amounts = ["revenue", "lineTotal", "price", "refund", "score", "total"].flatMap(valuesOf);
  const plan: ImportPlan = {
    format: file.format,
    table: file.table,
    firstRow: file.firstRow,
    encoding: file.encoding,
    dialect: file.dialect,
    hasHeader: head.hasHeader,
    headers: head.headers,
    kind,
    columns: chosen,
    dateOrder: (order ?? null) as DateOrder | null,
    timezone: head.zone ?? home.timezone,
    decimal: writesNumbers(file) && !amounts.some((value) => value.includes(",")) ? "." : decimalSignOf(amounts),
    currency:
      ["currency", "revenue", "lineTotal", "price"]
        .flatMap(valuesOf)
        .map((cell) => readCurrency(cell, home.currency))
        .find((code) => code !== null) ?? home.currency,
    country: home.country,
    question: kind === "reviews" ? "satisfaction" : scores ? guessQuestion(scores, head.headers[scores.index]!) : null,
    channel: shape?.channel ?? kinds[kind].channel,
    touchpoint: shape?.touchpoint ?? "",
    keepsRest: true,
    shape: shape?.id ?? null,
    heads: head.heads,
    answers,
    // Somebody may choose a column that is worth nothing here; addresses of machines are nobody's choice.
    dropped: all
      .filter((column) => holdsAddresses(column) || (isDropped(column, head.shape) && !isChosen(column)))
      .map(({ index }) => index),
    keepsUnfinished: false,
  };
  return {
    plan,
    open: openQuestions(plan, { isOrderOpen: order === null, isUnscored: couldBeScores(free).length > 0 }),
    titles: head.titles,
    sample: head.sample,
  };
}

/** Whether numbers of the format are numbers, with a dot: 1.234 is then never a thousand. */
const writesNumbers = ({ format }: Inspection): boolean => format !== "csv";

/** What a plan leaves open, given whether the order of its dates is needed and unknown, and whether there are numbers that could be scores. */
function openQuestions(plan: ImportPlan, { isOrderOpen, isUnscored }: { isOrderOpen: boolean; isUnscored: boolean }): OpenQuestion[] {
  const open: OpenQuestion[] = [];
  if (isOrderOpen) open.push("dateOrder");
  if (plan.columns["score"] !== undefined && plan.columns["question"] === undefined && plan.question === null) open.push("question");
  const isScored = plan.answers.some(({ asked }) => asked !== "words");
  if (plan.kind === "responses" && !isScored && (isUnscored || plan.answers.length === 0)) open.push("answers");
  return open;
}

const isDropped = (column: Column, shape: Shape | null): boolean => holdsAddresses(column) || (shape?.drops?.test(column.header) ?? false);

/** The columns that may fill fields: in a response, what was asked is an answer and says nothing about the response itself. */
function fieldColumns(kind: ImportKind, columns: readonly Column[], shape: Shape | null): Column[] {
  if (kind !== "responses") return [...columns];
  const isMeant = ({ header }: Column): boolean =>
    Object.values(shape?.columns ?? {}).some((headers) => headers.split(",").includes(bareHeader(header)));
  return columns.filter((column) => isMeant(column) || holdsEmails(column) || (scoredBy(column) === null && !isQuestion(column)));
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

/** The first kind of which everything telling is there, or else the one of which most is, rather without than with a key of its own that nobody names. */
function guessKind(columns: Column[]): ImportKind {
  if (isResponse(columns)) return "responses";
  // A column in which nothing stands tells nothing, whatever it is called, unless nothing stands in any.
  const isEmpty = columns.every(({ values }) => values.length === 0);
  const isSilent = ({ values }: Column): boolean => values.length === 0 && !isEmpty;
  const rated = Object.values(kinds)
    .filter(({ id }) => id !== "responses")
    .map(({ id, fields, key, telling }) => {
      const { columns: chosen, strength } = assign(fields, columns);
      const isTold = (field: string): boolean => {
        if ((strength[field] ?? 0) < leastTelling(fields, field)) return false;
        const column = columns.find(({ index }) => index === chosen[field])!;
        return !isBareId(column) && !isSilent(column);
      };
      const met = telling.filter((some) => some.some(isTold)).length;
      const isNamed = key === undefined || chosen[key] !== undefined;
      return { id, share: met / telling.length, isNamed, filled: Object.keys(chosen).length };
    });
  // A list of customers may say what each has spent: without the id of an order it is none of orders.
  const rank = ({ share, isNamed }: (typeof rated)[number]): number => (share === 1 ? 2 : isNamed ? 1 : 0);
  return rated.sort((a, b) => rank(b) - rank(a) || b.share - a.share || (a.share < 1 ? b.filled - a.filled : 0))[0]!.id;
}

// Every table has an `id`: it is a row's, and says nothing about what a row is.
const isBareId = ({ header }: Column): boolean => header === "id" || header === "uuid" || header === "record id";

// Any word suits a field of words, so only its own header tells something: `Customer type` is no event.
const leastTelling = (fields: readonly Field[], id: string): number => (fields.find((field) => field.id === id)?.holds === "text" ? 10 : 6);

/** Several scores in a row, one under a whole question, or questions beside the id of a response are a response to a survey. */
function isResponse(columns: readonly Column[]): boolean {
  const scored = columns.filter((column) => scoredBy(column) !== null);
  const { fields, key } = kinds.responses;
  const words = fields.find(({ id }) => id === key)!.words.split(",");
  return scored.length > 1 || scored.some(isQuestion) || (columns.some(isQuestion) && columns.some(({ header }) => words.includes(header)));
}

/** Answers as somebody chose them, by column, with the questions that the head of the file knows. */
export const answersOf = (asked: Record<string, AnswerColumn["asked"]>, titles: readonly string[]): AnswerColumn[] =>
  Object.entries(asked)
    .map(([column, choice]) => ({ column: Number(column), asked: choice, title: titles[Number(column)] ?? "" }))
    .filter(({ asked: choice }) => askedOf.includes(choice))
    .sort((a, b) => a.column - b.column);
