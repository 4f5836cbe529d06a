// A million rows of feedback through the import, beside merely reading the file's bytes and lines. ROWS sets another number of rows.
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { guessPlan } from "../src/collect/imports/guess.ts";
import { importFile, type AcceptFacts } from "../src/collect/imports/import-file.ts";
import type { ImportResult } from "../src/collect/imports/rows/result.ts";
import { inspectBytes } from "../src/collect/imports/inspect.ts";
import { createIntake } from "../src/collect/intake.ts";
import { csvLine } from "../src/model/csv.ts";
import { readSettings } from "../src/model/settings.ts";
import { openStore } from "../src/store/open.ts";
import { writeSection } from "./section.ts";

const rows = Number(process.env["ROWS"] ?? 1_000_000);
const folder = mkdtempSync(join(tmpdir(), "rapport-bench-imports-"));
const path = join(folder, "feedback.csv");
const mb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const whole = (number: number): string => Math.round(number).toLocaleString("en");

/** A file of answers: quoted comments with commas and line breaks, and one bad row in a hundred. */
function* lines(): Generator<string> {
  yield csvLine(["Customer ID", "E-mail", "NPS", "Comment", "Date", "Channel", "Region"]);
  const words = [
    "quick, friendly",
    'they said "sorry"',
    "late again;\nnobody answered the phone for half an hour",
    "",
    "ok",
    "würde wiederkommen",
  ];
  for (let i = 0; i < rows; i++) {
    const at = new Date(1.7e12 + i * 31_000).toISOString().slice(0, 19).replace("T", " ");
    const who = i % 50_000;
    const score = i % 100 === 99 ? "n/a?" : (i * 7) % 11;
    yield csvLine([
      `c${who}`,
      `person${who}@example.com`,
      score,
      words[i % words.length]!,
      at,
      i % 3 ? "web" : "store",
      i % 2 ? "North" : "South",
    ]);
  }
}

const measured: string[] = [];
let idle = 0;

/** Runs something over the whole file and notes its rows a second, its CPU time a row and how far memory rose above the process with open stores. */
async function measure<T>(name: string, run: () => Promise<T>): Promise<T> {
  let peak = process.memoryUsage.rss();
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const result = await run();
  const seconds = (performance.now() - wall) / 1000;
  const used = process.cpuUsage(cpu);
  clearInterval(watch);
  measured.push(
    `| ${name} | ${seconds.toFixed(1)} s | ${whole(rows / seconds)} | ${((used.user + used.system) / rows).toFixed(1)} us | +${mb(peak - idle)} |`,
  );
  return result;
}

const readBytes = (): AsyncIterable<Buffer> => createReadStream(path, { highWaterMark: 262_144 });
async function readLines(): Promise<number> {
  let count = 0;
  for await (const chunk of readBytes()) for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count++;
  return count;
}

await pipeline(Readable.from(lines()), createWriteStream(path));
const store = await openStore(readSettings({ RAPPORT_DATA: join(folder, "data") }));
const intake = await createIntake(store);
const file = await inspectBytes(readBytes());
const { plan } = guessPlan(file, { timezone: "Europe/Berlin", currency: "EUR", country: "" });
const run = (accept: AcceptFacts): Promise<ImportResult> =>
  importFile({ workspaceId: "w", sourceId: "s", plan, bytes: readBytes(), accept });

idle = process.memoryUsage.rss();
await measure("floor: bytes and lines", readLines);
await measure("a look at the whole file", () => inspectBytes(readBytes()));
await measure("rows into facts, stored nowhere", () => run(async (_, facts) => ({ stored: facts.length, known: 0 })));
const first = await measure("import, durable", () => run(intake.accept));
const again = await measure("the same file again", () => run(intake.accept));
await intake.drain();
await store.close();

const told = ({ stored, known, setAside }: ImportResult): string =>
  `${whole(stored)} stored, ${whole(known)} known, ${whole(setAside)} set aside`;
writeSection(
  "imports",
  `## Files

${whole(rows)} rows of feedback with quoted comments and one bad row in a hundred, ${mb(statSync(path).size)}. CPU and memory are those of the importing process, memory above the process with open stores; the event store works in its child.
First import: ${told(first)}. Second: ${told(again)}.

| | wall | rows/s | CPU a row | memory |
|---|---|---|---|---|
${measured.join("\n")}`,
);
rmSync(folder, { recursive: true });
