import { importKinds } from "../../collect/imports/plan.ts";
import { Failure } from "../../model/failure.ts";
import type { Brought } from "../api/routes/import-answer.ts";
import type { Given } from "./command.ts";
import { Refused } from "./reach.ts";
import { dim, table, wholeText } from "./say.ts";

/** A file that was brought, as the API understands it. */
export type Plan = Brought;

/** The kind of the rows, and what their columns are read as. */
type Decided = { kind: string; mapping: Record<string, number>; answers?: Record<string, string> };

/** What the words of the command line decide about a file, as the API takes it. */
export function decide(plan: Plan, options: Given["options"]): Decided & Record<string, unknown> {
  const kind = importKinds.find((one) => one === (options.kind ?? plan.kind));
  if (!kind)
    throw new Failure("bad_input", { field: "--kind", problem: `${String(options.kind)} is not one of ${importKinds.join(", ")}.` });
  const words = (given: unknown): string[] => (Array.isArray(given) ? given : []);
  const mapping = mappingOf({ ...plan, kind }, words(options.map));
  const answers = kind === "responses" ? answersOf(plan, words(options.answer), mapping) : {};
  const { dateOrder, question, timezone, currency, channel, touchpoint, decimal } = options;
  const how = { dateOrder, question, timezone, currency, channel, touchpoint, decimal };
  const more = { ...(Object.keys(answers).length > 0 ? { answers } : {}), ...(options.unfinished ? { keepsUnfinished: true } : {}) };
  return { kind, mapping, ...how, ...more };
}

/** What was asked in which column of a survey: as guessed, or as `asked=Column` words say. */
function answersOf({ columns, answers }: Plan, given: string[], mapping: Record<string, number>): Record<string, string> {
  if (given.length === 0)
    return Object.fromEntries(Object.entries(answers).filter(([index]) => !Object.values(mapping).includes(Number(index))));
  return Object.fromEntries(
    given.map((word) => {
      const [asked = "", header = ""] = word.split(/=(.*)/s);
      const column = columns.find((one) => one.header.toLowerCase() === header.toLowerCase());
      if (!column)
        throw new Failure("bad_input", {
          field: "--answer",
          problem: `the file has no column ${header}. Its columns are ${columns.map((one) => one.header).join(", ")}.`,
        });
      return [String(column.index), asked];
    }),
  );
}

/** The numbers of the tables that are named, by name or by number from 0; `null` when none is. */
export function tablesNamed({ tables }: Plan, names: Given["options"][string]): number[] | null {
  if (!Array.isArray(names)) return null;
  return names.map((name) => {
    const found = tables.find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? tables.find((one) => String(one.index) === name);
    if (found) return found.index;
    throw new Failure("bad_input", {
      field: "--table",
      problem: `the file has no table ${name}. Its tables are ${tables.map((one) => one.name).join(", ")}.`,
    });
  });
}

/** Refuses words that speak of one table where a file has several kinds of them. @throws Failure `bad_input` */
export function refuseVague({ parts }: Plan, { kind, map, answer }: Given["options"]): void {
  const said = [kind && "--kind", map && "--map", answer && "--answer"].filter(Boolean).join(" and ");
  if (said === "") return;
  throw new Failure("bad_input", {
    field: "--table",
    problem: `the file has several kinds of tables: ${parts.map(({ name }) => name).join("; ")}. Say with --table which of them ${said} speaks of.`,
  });
}

/** What the API refuses of a plan, in the words of the command line: `mapping.time` is said with `--map time=COLUMN`. */
export function asOption(error: unknown, { columns }: Pick<Plan, "columns">): unknown {
  const [, choice, which, problem] =
    (error instanceof Refused && error.code === "bad_input" && /^(\w+)(?:\.(\w+))?: (.*)$/s.exec(error.message)) || [];
  if (!choice || !problem) return error;
  const option =
    choice === "mapping" ? "map" : choice === "answers" ? "answer" : choice.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const headers = columns.map(({ header }) => header).join(", ");
  // Only what nobody chose yet is answered by naming a column.
  const remedy = problem.replace(/Choose one\.$/, `Say --map ${which}=COLUMN; the columns are ${headers}.`);
  return new Refused("bad_input", `--${option}: ${choice === "mapping" ? remedy : problem}`);
}

/** The guessed mapping, corrected by `field=Column` words. */
function mappingOf({ columns, fields, mappings, kind }: Plan, corrections: string[]): Record<string, number> {
  let mapping = { ...mappings[kind] };
  for (const word of corrections) {
    const [field = "", header = ""] = word.split(/=(.*)/s);
    const column = columns.find((one) => one.header.toLowerCase() === header.toLowerCase());
    if (!fields[kind].some(({ id }) => id === field))
      throw new Failure("bad_input", {
        field: "--map",
        problem: `${field} is not a field of ${kind}. Its fields are ${fields[kind].map(({ id }) => id).join(", ")}.`,
      });
    if (!column)
      throw new Failure("bad_input", {
        field: "--map",
        problem: `the file has no column ${header}. Its columns are ${columns.map((one) => one.header).join(", ")}.`,
      });
    // A column says one thing: what was guessed of it gives way.
    mapping = Object.fromEntries(Object.entries(mapping).filter(([, index]) => index !== column.index));
    mapping[field] = column.index;
  }
  return mapping;
}

/** What was understood of a file, in lines. */
export function describePlan(plan: Plan, { kind, mapping, answers = {} }: Decided): string[] {
  const how = plan.format === "csv" ? `${plan.encoding}, separated by ${JSON.stringify(plan.delimiter)}` : plan.format.toUpperCase();
  const rows = plan.columns.map(({ header, index, sample, isDropped }) => [
    header,
    Object.entries(mapping).find(([, at]) => at === index)?.[0] ?? answers[index] ?? (isDropped ? "never stored" : "-"),
    sample.slice(0, 2).join(" | ").slice(0, 50),
  ]);
  const tables = plan.tables.map(({ name, rowsEstimated, chosen }) => [name, wholeText(rowsEstimated), chosen ? "yes" : "no"]);
  return [
    dim(`${plan.shape ? `${plan.shape}: ` : ""}${kind}, ${how}`),
    ...(tables.length > 1 ? [...table([["TABLE", "ROWS", "IMPORTED"], ...tables], [1]), ""] : []),
    ...table([["COLUMN", "READ AS", "FOR EXAMPLE"], ...rows]),
    ...left(plan),
  ];
}

/** Where tables of the file are left, how to bring them too. */
function left({ tables }: Plan): string[] {
  const others = tables.filter(({ chosen }) => !chosen);
  if (others.length === 0) return [];
  return ["", `Tables that are not imported can be, each with tables of the same columns: --table ${JSON.stringify(others[0]!.name)}`];
}
