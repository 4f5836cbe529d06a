import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ImportResult } from "../imports/rows/result.ts";

/** What a person reads beside a file: what became of it, or of a `part` of it, why, and what to do. */
export type Told = { part: string | null; says: string; result: ImportResult | null; setAside: AsyncIterable<string> | null };

/** Puts the report beside a file, and the rows that were set aside, ready to be mended and dropped again. */
export async function writeReport(path: string, told: readonly Told[]): Promise<void> {
  const paragraphs: string[] = [];
  for (const [index, { part, says, result, setAside }] of told.entries()) {
    const mend = part === null ? `${path}.set-aside.csv` : `${path}.${index + 1}.set-aside.csv`;
    if (setAside) await pipeline(Readable.from(setAside), createWriteStream(mend));
    const reasons = (result?.reasons ?? []).map(({ code, count, example }) => `  ${rows(count)}, ${code}: ${example}`);
    const lines = [
      `${partIn(basename(path), part)}: ${says}`,
      ...(reasons.length > 0 ? ["", "Set aside, with the first row of each reason:", ...reasons] : []),
      ...(setAside ? ["", `These rows are in ${basename(mend)}. Mend them there and put that file into the watched folder.`] : []),
    ];
    paragraphs.push(`${lines.join("\n")}\n`);
  }
  await writeFile(`${path}.report.txt`, paragraphs.join("\n"));
}

/** What a file, or a part of it, is called. */
export const partIn = (file: string, part: string | null): string => (part === null ? file : `${part} in ${file}`);

const rows = (count: number): string => (count === 1 ? "1 row" : `${count} rows`);

/** The outcome of an import as a sentence. */
export const sayResult = ({ read, stored, known, setAside }: ImportResult): string =>
  `${rows(read)} read: ${stored} stored, ${known} already known, ${setAside} set aside.`;
