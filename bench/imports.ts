// A million rows of feedback through the import, beside merely reading the file's bytes and lines. Run with `npm run bench imports`.
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createIntake } from "../src/collect/intake.ts";
import { readSettings } from "../src/model/settings.ts";
import { openStore } from "../src/store/open.ts";
import { guessPlan } from "../src/collect/imports/guess.ts";
import { importFile, type AcceptFacts } from "../src/collect/imports/import-file.ts";
import { inspectBytes } from "../src/collect/imports/inspect.ts";
import { csvLine } from "../src/collect/sources/csv/writing.ts";

const rows = Number(process.env["ROWS"] ?? 1_000_000);
const folder = mkdtempSync(join(tmpdir(), "rapport-bench-imports-"));
const path = join(folder, "feedback.csv");
const mb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** A file of answers: quoted comments with commas and line breaks, and one bad row in a hundred. */
function* lines(): Generator<string> {
  yield csvLine(["Customer ID", "E-mail", "NPS", "Comment", "Date", "Channel", "Region"]);
  const words = [
    "quick, friendly",
    'they said "sorry"',
    "late again;\nnobody answered the phone for half an hour",
    "",
    "ok",
    "würde wiederkommen, sehr schnell geliefert",
  ];
  for (let i = 0; i < rows; i++) {
    const at = new Date(1.7e12 + i * 31_000).toISOString().slice(0, 19).replace("T", " ");
    const score = i % 100 === 99 ? "n/a?" : (i * 7) % 11;
    yield csvLine([
      `c${i % 50_000}`,
      `person${i % 50_000}@example.com`,
      score,
      words[i % words.length]!,
      at,
      i % 3 ? "web" : "store",
      i % 2 ? "North" : "South",
    ]);
  }
}

async function measure<T>(name: string, run: () => Promise<T>): Promise<T> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const result = await run();
  const seconds = (performance.now() - wall) / 1000;
  const used = process.cpuUsage(cpu);
  clearInterval(watch);
  const rate = Math.round(rows / seconds).toLocaleString("en");
  console.log(
    `${name.padEnd(34)} ${seconds.toFixed(2)} s  ${rate} rows/s  CPU ${((used.user + used.system) / 1e6).toFixed(2)} s  RSS ${mb(before)} -> peak ${mb(peak)}`,
  );
  return result;
}

async function readLines(): Promise<number> {
  let count = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 262_144 }) as AsyncIterable<Buffer>)
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count++;
  return count;
}

await pipeline(Readable.from(lines()), createWriteStream(path));
console.log(`${rows.toLocaleString("en")} rows, ${mb(statSync(path).size)}`);
const store = await openStore(readSettings({ RAPPORT_DATA: join(folder, "data") }));
const intake = await createIntake(store);
const nowhere: AcceptFacts = async (_, facts) => ({ stored: facts.length, known: 0 });
const file = await inspectBytes(createReadStream(path));
const { plan } = guessPlan(file, { timezone: "Europe/Berlin", currency: "EUR" });
const run = (accept: AcceptFacts) =>
  importFile({ workspaceId: "w", sourceId: "s", plan, bytes: createReadStream(path, { highWaterMark: 262_144 }), accept });

await measure("floor: bytes and lines", readLines);
await measure("a look at the whole file", () => inspectBytes(createReadStream(path)));
await measure("rows into facts, stored nowhere", () => run(nowhere));
const first = await measure("import, durable", () => run(intake.accept));
const again = await measure("the same file again", () => run(intake.accept));
for (const { read, stored, known, setAside } of [first, again])
  console.log(`read ${read}, stored ${stored}, known ${known}, set aside ${setAside}`);
await intake.drain();
await store.close();
rmSync(folder, { recursive: true });
