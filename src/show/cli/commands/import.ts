import { existsSync, statSync } from "node:fs";
import { Failure } from "../../../model/failure.ts";
import type { Verb } from "../command.ts";
import { followJob } from "../job.ts";
import { reportLines, type Report } from "../import-report.ts";
import { dim, table } from "../say.ts";

type Plan = {
  id: string;
  kind: string;
  shape: string | null;
  encoding: string;
  delimiter: string;
  columns: { index: number; header: string; sample: string[]; field: string | null; isDropped: boolean }[];
  fields: Record<string, { id: string; label: string; required: boolean }[]>;
  mappings: Record<string, Record<string, number>>;
  answers: Record<string, string>;
};
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

/** The guessed mapping, corrected by `field=Column` words. */
function mappingOf({ columns, fields, mappings, kind }: Plan, corrections: string[]): Record<string, number> {
  let mapping = { ...mappings[kind] };
  for (const word of corrections) {
    const [field = "", header = ""] = word.split(/=(.*)/s);
    const column = columns.find((one) => one.header.toLowerCase() === header.toLowerCase());
    if (!fields[kind]?.some(({ id }) => id === field))
      throw new Failure("bad_input", {
        field: "--map",
        problem: `${field} is not a field of ${kind}. Its fields are ${fields[kind]?.map(({ id }) => id).join(", ")}.`,
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

export const importVerb: Verb = {
  usage: "import <file>",
  summary: "Bring in a CSV file: orders, tickets, reviews, survey responses, feedback, interactions, customers or store audits",
  options: [
    ["--kind <kind>", "interactions, feedback, customers, orders, tickets, reviews, responses or audits (default: guessed)"],
    ["--map <field=Column>", "correct one guessed column; may be given several times", true],
    ["--date-order <order>", "how 03/04/2026 is meant: dmy, mdy or ymd (asked when the file leaves it open)"],
    ["--question <question>", "what was asked for the scores: recommend, satisfaction or ease"],
    ["--answer <asked=Column>", "what a survey's column asked: recommend, satisfaction, ease or words; may be given several times", true],
    ["--unfinished", "count responses that were begun and not finished too"],
    ["--mends <import>", "import the mended rows of a former import, read as they were the first time"],
    ["--timezone <zone>", "zone of times without an offset (default: the workspace's)"],
    ["--currency <code>", "currency of amounts without one (default: the workspace's)"],
    ["--dry-run", "only show what was understood"],
  ],
  examples: [
    "rapport import answers.csv",
    "rapport import answers.csv --map score=Rating --map comment='Your words'",
    "rapport import orders.csv --kind orders --dry-run",
    "rapport import 'orders - set aside.csv' --mends 4f2a…",
  ],
  async run({ args: [file = ""], options }, { withProduct }) {
    if (!existsSync(file) || !statSync(file).isFile()) throw new Failure("bad_file", { file, problem: "there is no such file." });
    return withProduct(async (reach) => {
      if (options.mends) {
        const { id, job } = await reach.upload<{ id: string; job: string }>(
          `/api/imports/${encodeURIComponent(String(options.mends))}/mended`,
          file,
        );
        const report = (await followJob(reach, job)).result as Report;
        return { lines: reportLines(report, id), json: { id, ...report } };
      }
      const guessed = await reach.upload<Plan>("/api/imports", file);
      const plan = { ...guessed, kind: String(options.kind ?? guessed.kind) };
      if (!plan.fields[plan.kind])
        throw new Failure("bad_input", { field: "--kind", problem: `${plan.kind} is not one of ${Object.keys(plan.fields).join(", ")}.` });
      const words = (given: unknown): string[] => (Array.isArray(given) ? given : []);
      const mapping = mappingOf(plan, words(options.map));
      const answers = plan.kind === "responses" ? answersOf(plan, words(options.answer), mapping) : {};
      const { dateOrder, question, timezone, currency } = options;
      const decided = { dateOrder, question, timezone, currency, ...(options.unfinished ? { keepsUnfinished: true } : {}) };
      const readAs = ({ index, isDropped }: Plan["columns"][number]): string =>
        Object.entries(mapping).find(([, at]) => at === index)?.[0] ?? answers[index] ?? (isDropped ? "never stored" : "-");
      const rows = plan.columns.map((column) => [column.header, readAs(column), column.sample.slice(0, 2).join(" | ").slice(0, 50)]);
      const understood = [
        dim(`${plan.shape ? `${plan.shape}: ` : ""}${plan.kind}, ${plan.encoding}, separated by ${JSON.stringify(plan.delimiter)}`),
        ...table([["COLUMN", "READ AS", "FOR EXAMPLE"], ...rows]),
      ];
      if (options.dryRun) return { lines: understood, json: { kind: plan.kind, mapping, answers, columns: plan.columns } };
      const order = { kind: plan.kind, mapping, ...(Object.keys(answers).length > 0 ? { answers } : {}), ...decided };
      const { job } = await reach.send<{ job: string }>("POST", `/api/imports/${plan.id}/start`, order);
      const report = (await followJob(reach, job)).result as Report;
      return { lines: [...understood, "", ...reportLines(report, plan.id)], json: { id: plan.id, ...report } };
    });
  },
};
