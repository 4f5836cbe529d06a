import { channels } from "../../model/channel.ts";
import { scoredQuestions } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import { dateOrderOf, dateOrders } from "./cells/instant.ts";
import type { Inspection } from "./formats/format.ts";
import { answersOf, guessPlan, type Home } from "./guessing/guess.ts";
import { findHead } from "./guessing/head.ts";
import { kinds } from "./kinds/list.ts";
import { askedOf, type Asked, type ImportKind, type ImportPlan } from "./plan.ts";

type Choice = "dateOrder" | "timezone" | "decimal" | "currency" | "question" | "channel" | "touchpoint" | "keepsRest" | "keepsUnfinished";

/** What a person decided about a file; everything left out or `null` is guessed. */
export type Decisions = {
  kind?: ImportKind | undefined;
  mapping?: Record<string, number> | undefined;
  /** What was asked in which column of a survey, by its place in the file. */
  answers?: Record<string, Asked> | undefined;
} & {
  [Name in Choice]?: ImportPlan[Name] | null | undefined;
};

/**
 * The plan that the decisions and the guess make together, complete and consistent.
 *
 * @throws Failure `bad_input`, naming the field, when something is missing, impossible or must be asked
 */
export function settlePlan(file: Inspection, home: Home, { kind, mapping, answers, ...decided }: Decisions): ImportPlan {
  const given = answers && answersOf(answers, findHead(file).titles);
  const {
    plan: guessed,
    open,
    sample,
  } = guessPlan(file, home, {
    ...(kind ? { kind } : {}),
    ...(mapping ? { columns: mapping } : {}),
    ...(given ? { answers: given } : {}),
  });
  const chosen = Object.fromEntries(Object.entries(decided).filter(([, value]) => value !== undefined && value !== null));
  const plan: ImportPlan = { ...guessed, ...chosen };
  checkColumns(plan);
  checkAnswers(plan);
  checkSettings(plan);
  if (open.includes("dateOrder") && plan.dateOrder === null)
    refuse(
      "dateOrder",
      `dates such as ${exampleOf(sample, plan)} can be read in two ways. Say dmy when the day comes first, mdy when the month does, ymd when the year does.`,
    );
  if (open.includes("question") && plan.question === null)
    refuse(
      "question",
      `the column ${plan.headers[plan.columns["score"]!]} does not show what was asked. Say ${scoredQuestions.join(", ")}.`,
    );
  if (open.includes("answers") && given === undefined)
    refuse(
      "answers",
      `no column shows what was asked. Say for each column with answers, counted from 0, what it holds: ${askedOf.join(", ")}.`,
    );
  return plan;
}

function checkColumns({ kind, columns, headers }: ImportPlan): void {
  const { fields, needs } = kinds[kind];
  const taken = new Map<number, string>();
  for (const [field, index] of Object.entries(columns)) {
    if (!fields.some(({ id }) => id === field))
      refuse(`mapping.${field}`, `this is not a field of ${kind}. Its fields are ${fields.map(({ id }) => id).join(", ")}.`);
    if (headers[index] === undefined)
      refuse(`mapping.${field}`, `the file has no column ${index}; it has ${headers.length}, counted from 0.`);
    const other = taken.get(index);
    if (other)
      refuse(`mapping.${field}`, `the column ${headers[index]} is already used for ${other}. Give each field a column of its own.`);
    taken.set(index, field);
  }
  for (const choices of needs) {
    if (choices.some((field) => columns[field] !== undefined)) continue;
    const labels = choices.map((choice) => fields.find(({ id }) => id === choice)?.label ?? choice);
    refuse(`mapping.${choices[0]}`, `${kind} need a column for ${labels.join(" or ")}. Choose one.`);
  }
}

function checkAnswers({ kind, answers, columns, headers }: ImportPlan): void {
  for (const { column } of answers) {
    if (headers[column] === undefined)
      refuse(`answers.${column}`, `the file has no column ${column}; it has ${headers.length}, counted from 0.`);
    const field = Object.keys(columns).find((id) => columns[id] === column);
    if (field) refuse(`answers.${column}`, `the column ${headers[column]} is already used for ${field}. Give it one meaning.`);
  }
  if (kind === "responses" && answers.length === 0) refuse("answers", "responses need at least one column of answers. Choose one.");
}

function checkSettings({ dateOrder, timezone, currency, decimal, question, channel }: ImportPlan): void {
  const among = <T>(name: string, value: T | null, choices: readonly T[]): void => {
    if (value !== null && !choices.includes(value)) refuse(name, `give one of ${choices.join(", ")}.`);
  };
  among("dateOrder", dateOrder, dateOrders);
  among("decimal", decimal, [".", ","] as const);
  among("question", question, scoredQuestions);
  among("channel", channel, channels);
  if (!/^[A-Z]{3}$/.test(currency)) refuse("currency", "give a code of three letters such as EUR.");
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone }).format(0);
  } catch {
    refuse("timezone", `${timezone} is not a time zone. Give one such as Europe/Berlin or UTC.`);
  }
}

const exampleOf = (sample: string[][], { columns, kind }: ImportPlan): string => {
  const dates = kinds[kind].fields
    .filter(({ id, holds }) => holds === "instant" && columns[id] !== undefined)
    .map(({ id }) => columns[id]!);
  const cells = sample.flatMap((row) => dates.map((index) => row[index]?.trim() ?? ""));
  return cells.find((cell) => dateOrderOf([cell]) === null) ?? "03/04/2026";
};

function refuse(field: string, problem: string): never {
  throw new Failure("bad_input", { field, problem });
}
