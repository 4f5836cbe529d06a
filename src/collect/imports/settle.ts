import { channels } from "../../model/channel.ts";
import { scoredQuestions } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import { dateOrders } from "./cells/instant.ts";
import { guessPlan, type Home } from "./guess.ts";
import type { Inspection } from "./formats/format.ts";
import { kinds } from "./kinds/list.ts";
import type { ImportKind, ImportPlan } from "./plan.ts";

type Choice = "dateOrder" | "timezone" | "decimal" | "currency" | "question" | "channel" | "touchpoint" | "keepsRest";

/** What a person decided about a file; everything left out or `null` is guessed. */
export type Decisions = { kind?: ImportKind | undefined; mapping?: Record<string, number> | undefined } & {
  [Name in Choice]?: ImportPlan[Name] | null | undefined;
};

/**
 * The plan that the decisions and the guess make together, complete and consistent.
 *
 * @throws Failure `bad_input`, naming the field, when something is missing, impossible or must be asked
 */
export function settlePlan(file: Inspection, home: Home, { kind, mapping, ...decided }: Decisions): ImportPlan {
  const { plan: guessed, open } = guessPlan(file, home, { ...(kind ? { kind } : {}), ...(mapping ? { columns: mapping } : {}) });
  const given = Object.fromEntries(Object.entries(decided).filter(([, value]) => value !== undefined && value !== null));
  const plan: ImportPlan = { ...guessed, ...given };
  checkColumns(plan);
  checkSettings(plan);
  if (open.includes("dateOrder") && plan.dateOrder === null)
    refuse(
      "dateOrder",
      `dates such as ${exampleOf(file, plan)} can be read in two ways. Say dmy when the day comes first, mdy when the month does, ymd when the year does.`,
    );
  if (open.includes("question") && plan.question === null)
    refuse(
      "question",
      `the column ${plan.headers[plan.columns["score"]!]} does not show what was asked. Say ${scoredQuestions.join(", ")}.`,
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

const exampleOf = (file: Inspection, { columns }: ImportPlan): string =>
  file.sample.map((cells) => cells[columns["time"]!]?.trim()).find((cell) => cell) ?? "03/04/2026";

function refuse(field: string, problem: string): never {
  throw new Failure("bad_input", { field, problem });
}
