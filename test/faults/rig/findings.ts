import { existsSync, readFileSync } from "node:fs";
import { writeSection } from "../../../bench/section.ts";
import { isLong } from "./effort.ts";

/** What a fault did. `acknowledged`, `lost` and `double` count messages; `null` where the fault is not about them. */
export type Finding = {
  id: string;
  fault: string;
  method: string;
  count: string;
  acknowledged: number | null;
  lost: number | null;
  double: number | null;
  seen: string;
};

const file = "bench/FAULTS.md";
const command = "npm run faults";

/** Tells what was found; in the long form it becomes the fault's row in bench/FAULTS.md, in place of its last one. */
export function tell({ id, fault, method, count, acknowledged, lost, double, seen }: Finding): void {
  const figures = [acknowledged, lost, double].map((figure) => (figure === null ? "" : figure.toLocaleString("en")));
  const row = rowOf([id, fault, method, count, ...figures, seen]);
  console.log(row);
  if (!isLong) return;
  const head = "| Id | Fault | How | How often | Acknowledged | Lost | Double | Seen |\n|---|---|---|---|---|---|---|---|";
  write("faults", `## Faults\n\n${head}`, row);
}

/** Tells how the same test failed with the protection taken away: a test that cannot fail proves nothing. */
export function tellRed(id: string, without: string, seen: string): void {
  const row = rowOf([id, without, seen]);
  console.log(`red: ${row}`);
  if (isLong) write("red", "## The same tests with the protection taken away\n\n| Id | Without | Seen |\n|---|---|---|", row);
}

const rowOf = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "/")).join(" | ")} |`;

function write(section: string, head: string, row: string): void {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const own = before.slice(before.indexOf(`<!-- ${section} -->`), before.indexOf(`<!-- /${section} -->`));
  const nameOf = (line: string): string => /^\|\s*(REL-\d+[^|]*?)\s*\|/.exec(line)?.[1] ?? "";
  const others = own.split("\n").filter((line) => nameOf(line) !== "" && nameOf(line) !== nameOf(row));
  const rows = [...others, row].sort((a, b) => nameOf(a).localeCompare(nameOf(b), "en", { numeric: true }));
  writeSection(section, `${head}\n${rows.join("\n")}`, { file, command, title: "# Faults" });
}
