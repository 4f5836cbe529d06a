import type { ImportReportAnswer } from "../api/routes/import-answer.ts";
import { countText, dim, table, wholeText } from "./say.ts";

/** What an import tells when it has ended. */
export type Report = ImportReportAnswer;

/** The report of an import for people: every row accounted for, why some were not used, what was made, what was not understood. */
export function reportLines({ reasons, omissions, facts, columns, ...counts }: Report, id: string): string[] {
  const parts: [number, string][] = [
    [counts.stored, "stored"],
    [counts.known, "already known"],
    [counts.merged, "part of the row above"],
    [counts.leftOut, "left out"],
    [counts.setAside, "set aside"],
  ];
  const said = parts.filter(([n], i) => n > 0 || i < 2 || i === 4).map(([n, what]) => `${wholeText(n)} ${what}`);
  const headers = (use: string): string =>
    columns
      .filter((column) => column.use === use)
      .map(({ header }) => header)
      .join(", ");
  const notes = [
    ["Kept beside the facts, not understood", headers("kept")],
    ["Never stored", headers("dropped")],
    ["Left out", headers("leftOut")],
  ].filter(([, which]) => which !== "");
  return [
    `${countText(counts.read, "row")} read: ${said.join(", ")}.`,
    `${countText(counts.factsStored, "fact")} stored, ${wholeText(counts.factsKnown)} already known${facts.length > 0 ? `: ${facts.map(factText).join(", ")}` : ""}.`,
    ...notes.map(([what, which]) => dim(`${what}: ${which}.`)),
    ...reasonLines("SET ASIDE", reasons),
    ...reasonLines("LEFT OUT", omissions),
    ...(counts.setAside > 0
      ? [
          "",
          `Get the rows with \`rapport imports --set-aside ${id}\`, mend them, and bring them back with \`rapport import FILE --mends ${id}\`.`,
        ]
      : []),
  ];
}

/** How many of one kind of fact there are: 2 Order Completed, 1 answer to recommend. */
function factText({ fact, what, count }: Report["facts"][number]): string {
  if (fact === "identification") return countText(count, "description of a customer", "descriptions of customers");
  if (fact === "interaction") return `${wholeText(count)} ${what ?? "others"}`;
  return what
    ? countText(count, `answer to ${what}`, `answers to ${what}`)
    : countText(count, "comment without a score", "comments without a score");
}

const reasonLines = (head: string, reasons: Report["reasons"]): string[] =>
  reasons.length === 0
    ? []
    : ["", ...table([[head, "ROWS", "FOR EXAMPLE"], ...reasons.map(({ code, count, example }) => [code, wholeText(count), example])], [1])];
