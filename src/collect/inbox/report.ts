import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ImportResult } from "../imports/rows/result.ts";

/** What a person reads beside a file: what became of it, why, and what to do. */
export type Told = { says: string; result: ImportResult | null; setAside: AsyncIterable<string> | null };

/** Puts the report beside a file, and the rows that were set aside, ready to be mended and dropped again. */
export async function writeReport(path: string, { says, result, setAside }: Told): Promise<void> {
  const mend = `${path}.set-aside.csv`;
  if (setAside) await pipeline(Readable.from(setAside), createWriteStream(mend));
  const reasons = (result?.reasons ?? []).map(({ code, count, example }) => `  ${rows(count)}, ${code}: ${example}`);
  const lines = [
    `${basename(path)}: ${says}`,
    ...(reasons.length > 0 ? ["", "Set aside, with the first row of each reason:", ...reasons] : []),
    ...(setAside ? ["", `These rows are in ${basename(mend)}. Mend them there and put that file into the watched folder.`] : []),
  ];
  await writeFile(`${path}.report.txt`, `${lines.join("\n")}\n`);
}

const rows = (count: number): string => (count === 1 ? "1 row" : `${count} rows`);

/** The outcome of an import as a sentence. */
export const sayResult = ({ read, stored, known, setAside }: ImportResult): string =>
  `${rows(read)} read: ${stored} stored, ${known} already known, ${setAside} set aside.`;
