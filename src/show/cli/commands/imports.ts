import type { PastImportAnswer } from "../../api/routes/import-answer.ts";
import type { Verb } from "../command.ts";
import { table, wholeText } from "../say.ts";

type Past = { imports: PastImportAnswer[] };

export const importsVerb: Verb = {
  usage: "imports",
  summary: "List past imports with their reports, or get the rows that one set aside",
  options: [["--set-aside <import>", "print the rows that an import set aside, as CSV to mend"]],
  examples: ["rapport imports", "rapport imports --set-aside 4f2a… > mend.csv"],
  async run({ options }, { withProduct }) {
    return withProduct(async (reach) => {
      if (options.setAside) {
        const csv = await reach.get<string>(`/api/imports/${encodeURIComponent(String(options.setAside))}/set-aside.csv`);
        return { lines: [csv.trimEnd()], json: csv };
      }
      const { imports } = await reach.get<Past>("/api/imports");
      const rows = imports.map(({ id, file, kind, state, startedAt, waiting, report }) => [
        id,
        startedAt.slice(0, 16).replace("T", " "),
        file,
        kind,
        state,
        ...[report?.read, report?.stored, report?.known, waiting].map((n) => (n === undefined ? "" : wholeText(n))),
      ]);
      return {
        lines: imports.length
          ? table([["ID", "STARTED", "FILE", "KIND", "STATE", "READ", "STORED", "KNOWN", "WAITING"], ...rows], [5, 6, 7, 8])
          : ["Nothing was imported yet. Bring a file with `rapport import FILE`."],
        json: imports,
      };
    });
  },
};
