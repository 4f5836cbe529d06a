import { existsSync, statSync } from "node:fs";
import { Failure } from "../../../model/failure.ts";
import type { Given, Verb } from "../command.ts";
import { sayFailure } from "../failed.ts";
import { asOption, decide, describePlan, refuseVague, tablesNamed, type Plan } from "../import-plan.ts";
import { followJob } from "../job.ts";
import { reportLines, type Report } from "../import-report.ts";
import type { Reach } from "../reach.ts";
import { drawSent, type Answer } from "../say.ts";

export const importVerb: Verb = {
  usage: "import <files...>",
  summary:
    "Bring in files (CSV, Excel, JSON, XES): orders, tickets, reviews, survey responses, feedback, interactions, customers or store audits",
  options: [
    ["--kind <kind>", "interactions, feedback, customers, orders, tickets, reviews, responses or audits (default: guessed)"],
    ["--map <field=Column>", "correct one guessed column; may be given several times", true],
    [
      "--table <name>",
      "which sheet of a workbook, file of an archive or list of a JSON file (default: all); may be given several times",
      true,
    ],
    ["--date-order <order>", "how 03/04/2026 is meant: dmy, mdy or ymd (asked when the file leaves it open)"],
    ["--question <question>", "what was asked for the scores: recommend, satisfaction or ease"],
    ["--answer <asked=Column>", "what a survey's column asked: recommend, satisfaction, ease or words; may be given several times", true],
    ["--unfinished", "count responses that were begun and not finished too"],
    ["--mends <import>", "import the mended rows of a former import, read as they were the first time"],
    ["--timezone <zone>", "zone of times without an offset (default: the workspace's)"],
    ["--currency <code>", "currency of amounts without one (default: the workspace's)"],
    ["--decimal <sign>", "the decimal sign of amounts, . or , (default: guessed)"],
    ["--channel <channel>", "channel of rows that name none (default: web)"],
    ["--touchpoint <name>", "touchpoint of rows that name none"],
    ["--strict", "fail with exit code 1 when a row was set aside"],
    ["--dry-run", "only show what was understood"],
  ],
  about: [
    [
      "Files",
      [
        "CSV with any delimiter and encoding, Excel (.xlsx), JSON, NDJSON and event logs (XES), plain or packed as gzip or zip.",
        "What a file is follows from its content; its name does not matter. A file named - is the standard input.",
        "Several files are imported one after the other; one that is refused does not stop the others.",
        "So are the tables of one file where they are of several kinds, customers first; name some with --table to bring only those.",
        "Rows that are stored already are known and stay as they are: the same file again adds nothing.",
        "Rows that cannot be used are set aside with a reason; the console hands them back as a file to mend.",
      ],
    ],
    [
      "Answers",
      [
        "How far it is goes to the standard error while that is a terminal; the answer goes to the standard output.",
        "With --json the answer is one object for one import, and a list for several files, or for one with several kinds of tables.",
      ],
    ],
    [
      "Exit codes",
      [
        "0  everything that was asked for came in; rows that were set aside are no failure, except with --strict",
        "1  trouble: a store, the network, a file that broke off, or a row that was set aside with --strict",
        "2  something that you gave cannot be used: a file, a field, a choice that the file leaves open",
        "3  something is not there    4  not allowed    70  a bug",
      ],
    ],
  ],
  examples: [
    "rapport import answers.csv",
    "rapport import answers.xlsx --table March --map score=Rating --map comment='Your words'",
    "rapport import orders.csv --kind orders --dry-run",
    "rapport import shop.xlsx --dry-run",
    "rapport import 'orders - set aside.csv' --mends 4f2a…",
    "zcat big.csv.gz | rapport import - --kind feedback",
    "rapport import exports/*.ndjson.gz --json | jq .[].setAside",
  ],
  async run({ args: files, options }, { withProduct }) {
    for (const file of files)
      if (file !== "-" && (!existsSync(file) || !statSync(file).isFile()))
        throw new Failure("bad_file", { file, problem: "there is no such file." });
    if (files.indexOf("-") !== files.lastIndexOf("-"))
      throw new Failure("bad_input", { field: "files", problem: "the standard input can be read once. Give - once." });
    return withProduct(async (reach) => {
      if (files.length > 1) return answerAll(reach, files, options);
      const runs = await runsOf(reach, files[0]!, options);
      return runs.length > 1 ? answerAll(reach, files, options, runs) : runs[0]!.answer();
    });
  },
};

/** One import that the words of the command line ask for: a file, or of a file with several kinds of tables those of one kind. */
type Run = { file: string; table?: string; answer: () => Promise<Answer> };

/** The imports that one file asks for. Tables that are named come in together, and no others. */
async function runsOf(reach: Reach, file: string, options: Given["options"]): Promise<Run[]> {
  if (options.mends) return [{ file, answer: () => mendOne(reach, file, options) }];
  const brought = await reach.upload<Plan>("/api/imports", file, drawSent);
  if (process.stderr.isTTY) process.stderr.write("\r\u001B[K");
  const look = (id: string, query = "") => reach.get<Plan>(`/api/imports/${id}${query}`);
  const tables = tablesNamed(brought, options.table);
  if (tables)
    return [{ file, answer: async () => bringOne(reach, await look(brought.id, `?tables=${tables.join(",")}`), { options, tables }) }];
  if (brought.parts.length === 0) return [{ file, answer: () => bringOne(reach, brought, { options }) }];
  refuseVague(brought, options);
  return brought.parts.map(({ id, name }) => ({ file, table: name, answer: async () => bringOne(reach, await look(id), { options }) }));
}

type Asked = { options: Given["options"]; tables?: number[] };

async function bringOne(reach: Reach, plan: Plan, { options, tables }: Asked): Promise<Answer> {
  const decided = decide(plan, options);
  const understood = describePlan(plan, decided);
  const { kind, mapping, answers } = decided;
  if (options.dryRun)
    return {
      lines: understood,
      json: { format: plan.format, kind, mapping, answers: answers ?? {}, columns: plan.columns, tables: plan.tables },
    };
  const { job } = await reach
    .send<{ job: string }>("POST", `/api/imports/${plan.id}/start`, { ...decided, ...(tables ? { tables } : {}) })
    .catch((error: unknown) => Promise.reject(asOption(error, plan)));
  return answerWith(plan.id, (await followJob(reach, job)).result as Report, { strict: options.strict, understood: [...understood, ""] });
}

/** Brings the mended rows of a former import back. */
async function mendOne(reach: Reach, file: string, { mends, strict }: Given["options"]): Promise<Answer> {
  const { id, job } = await reach.upload<{ id: string; job: string }>(`/api/imports/${encodeURIComponent(String(mends))}/mended`, file);
  return answerWith(id, (await followJob(reach, job)).result as Report, { strict, understood: [] });
}

const answerWith = (id: string, report: Report, { strict, understood }: { strict: unknown; understood: string[] }): Answer => ({
  lines: [...understood, ...reportLines(report, id)],
  json: { id, ...report },
  exit: strict && report.setAside > 0 ? 1 : 0,
});

/** One import after the other; one that fails stops no other, and the exit code is that of the first that failed. */
async function answerAll(reach: Reach, files: string[], options: Given["options"], known?: Run[]): Promise<Answer> {
  const lines: string[] = [];
  const answers: object[] = [];
  let exit = 0;
  const attempt = async (what: Pick<Run, "file" | "table">, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      const failed = sayFailure(error);
      answers.push({ ...what, error: (error as Error).message });
      lines.push(`${nameOf(what)}: not imported.`, "");
      exit ||= failed;
    }
  };
  const carryOut = ({ answer, ...what }: Run): Promise<void> =>
    attempt(what, async () => {
      const { lines: own, json, exit: code } = await answer();
      lines.push(`${nameOf(what)}:`, ...own.map((line) => `  ${line}`), "");
      answers.push({ ...what, ...(json as object) });
      exit ||= code ?? 0;
    });
  for (const file of files)
    await attempt({ file }, async () => {
      for (const run of known ?? (await runsOf(reach, file, options))) await carryOut(run);
    });
  return { lines, json: answers, exit };
}

const nameOf = ({ file, table }: Pick<Run, "file" | "table">): string => (table === undefined ? file : `${table} in ${file}`);
