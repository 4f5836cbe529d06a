import { existsSync, statSync } from "node:fs";
import { Failure } from "../../../model/failure.ts";
import type { Verb } from "../command.ts";
import { followJob } from "../job.ts";
import { dim, table, wholeText } from "../say.ts";

type Plan = {
  id: string;
  kind: string;
  encoding: string;
  delimiter: string;
  columns: { index: number; header: string; sample: string[]; field: string | null }[];
  fields: Record<string, { id: string; label: string; required: boolean }[]>;
  mappings: Record<string, Record<string, number>>;
};
type Report = {
  read: number;
  stored: number;
  known: number;
  setAside: number;
  reasons: { code: string; count: number; example: string }[];
};

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
  summary: "Bring in a CSV file of interactions, feedback, customers or orders",
  options: [
    ["--kind <kind>", "interactions, feedback, customers or orders (default: guessed)"],
    ["--map <field=Column>", "correct one guessed column; may be given several times", true],
    ["--date-order <order>", "how 03/04/2026 is meant: dmy, mdy or ymd (asked when the file leaves it open)"],
    ["--question <question>", "what was asked for the scores: recommend, satisfaction or ease"],
    ["--timezone <zone>", "zone of times without an offset (default: the workspace's)"],
    ["--currency <code>", "currency of amounts without one (default: the workspace's)"],
    ["--dry-run", "only show what was understood"],
  ],
  examples: [
    "rapport import answers.csv",
    "rapport import answers.csv --map score=Rating --map comment='Your words'",
    "rapport import orders.csv --kind orders --dry-run",
  ],
  async run({ args: [file = ""], options }, { withProduct }) {
    if (!existsSync(file) || !statSync(file).isFile()) throw new Failure("bad_file", { file, problem: "there is no such file." });
    return withProduct(async (reach) => {
      const guessed = await reach.upload<Plan>("/api/imports", file);
      const plan = { ...guessed, kind: String(options.kind ?? guessed.kind) };
      if (!plan.fields[plan.kind])
        throw new Failure("bad_input", { field: "--kind", problem: `${plan.kind} is not one of ${Object.keys(plan.fields).join(", ")}.` });
      const mapping = mappingOf(plan, Array.isArray(options.map) ? options.map : []);
      const { dateOrder, question, timezone, currency } = options;
      const decided = { dateOrder, question, timezone, currency };
      const rows = plan.columns.map(({ header, index, sample }) => [
        header,
        Object.entries(mapping).find(([, at]) => at === index)?.[0] ?? "-",
        sample.slice(0, 2).join(" | ").slice(0, 50),
      ]);
      const understood = [
        dim(`${plan.kind}, ${plan.encoding}, separated by ${JSON.stringify(plan.delimiter)}`),
        ...table([["COLUMN", "READ AS", "FOR EXAMPLE"], ...rows]),
      ];
      if (options.dryRun) return { lines: understood, json: { kind: plan.kind, mapping, columns: plan.columns } };
      const { job } = await reach.send<{ job: string }>("POST", `/api/imports/${plan.id}/start`, { kind: plan.kind, mapping, ...decided });
      const report = (await followJob(reach, job)).result as Report;
      const counts = `${wholeText(report.read)} rows read: ${wholeText(report.stored)} stored, ${wholeText(report.known)} already known, ${wholeText(report.setAside)} set aside.`;
      const reasons = report.reasons.length
        ? table(
            [["SET ASIDE", "ROWS", "FOR EXAMPLE"], ...report.reasons.map(({ code, count, example }) => [code, wholeText(count), example])],
            [1],
          )
        : [];
      return { lines: [...understood, "", counts, ...reasons], json: report };
    });
  },
};
