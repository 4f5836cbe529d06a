import type { ImportReportAnswer } from "../api/routes/import-answer.ts";
import { dim, table, wholeText } from "./say.ts";

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
    `${wholeText(counts.read)} rows read: ${said.join(", ")}.`,
    `${wholeText(counts.factsStored)} facts stored, ${wholeText(counts.factsKnown)} already known${facts.length > 0 ? `: ${facts.map(({ count, ...one }) => `${wholeText(count)} ${nameOf(one)}`).join(", ")}` : ""}.`,
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

const nameOf = ({ fact, what }: Pick<Report["facts"][number], "fact" | "what">): string =>
  fact === "identification"
    ? "descriptions of customers"
    : fact === "feedback"
      ? what
        ? `answers to ${what}`
        : "comments without a score"
      : (what ?? "others");

const reasonLines = (head: string, reasons: Report["reasons"]): string[] =>
  reasons.length === 0
    ? []
    : ["", ...table([[head, "ROWS", "FOR EXAMPLE"], ...reasons.map(({ code, count, example }) => [code, wholeText(count), example])], [1])];
