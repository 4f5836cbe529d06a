// Files through the import, beside merely reading or unpacking their bytes: a million rows of CSV, plain and as gzip, an event log, a workbook.
// ROWS sets another number of rows.
import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { lookAtCsv } from "../src/collect/imports/formats/csv.ts";
import { guessPlan } from "../src/collect/imports/guessing/guess.ts";
import type { AcceptFacts } from "../src/collect/imports/runs/import-file.ts";
import { importTables } from "../src/collect/imports/runs/import-tables.ts";
import type { ImportResult } from "../src/collect/imports/rows/result.ts";
import { usualTables, type Table } from "../src/collect/imports/uploads/tables.ts";
import { lookInto } from "../src/collect/imports/uploads/unpack.ts";
import { createIntake } from "../src/collect/intake/intake.ts";
import { readSettings } from "../src/model/settings.ts";
import { openStore } from "../src/store/open.ts";
import { csvOf, xesOf, xlsxOf } from "./imports/files.ts";
import { writeSection } from "./section.ts";

const rows = Number(process.env["ROWS"] ?? 1_000_000);
const [events, sheetRows] = [Math.round(rows * 0.262_2), Math.round(rows / 4)];
const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), "rapport-bench-imports-"));
const at = (name: string): string => join(folder, name);
const mb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const whole = (number: number): string => Math.round(number).toLocaleString("en");
const caps = { mostBytes: 64 * 1024 ** 3, mostRatio: 1000 };
const load = loadavg()[0]!.toFixed(1);

const measured: string[] = [];
let idle = 0;

/** Runs something over a whole file and notes its rows a second, its CPU time a row and how far memory rose above the process with open stores. */
async function measure<T>(name: string, count: number, run: () => Promise<T>): Promise<T> {
  globalThis.gc?.();
  let peak = process.memoryUsage.rss();
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const result = await run();
  const seconds = (performance.now() - wall) / 1000;
  const used = process.cpuUsage(cpu);
  clearInterval(watch);
  measured.push(
    `| ${name} | ${seconds.toFixed(1)} s | ${whole(count / seconds)} | ${((used.user + used.system) / count).toFixed(1)} us | +${mb(Math.max(0, peak - idle))} |`,
  );
  console.log(measured.at(-1));
  return result;
}

async function readLines(bytes: AsyncIterable<Buffer>): Promise<number> {
  let count = 0;
  for await (const chunk of bytes) for (let place = chunk.indexOf(10); place !== -1; place = chunk.indexOf(10, place + 1)) count++;
  return count;
}
const plain = (name: string): AsyncIterable<Buffer> => createReadStream(at(name), { highWaterMark: 262_144 });

/** Unpacks a copy of a file, if it is packed, and looks at what is in it. */
async function look(name: string): Promise<Table[]> {
  const kept = await mkdir(at(`kept-${name}-${measured.length}`), { recursive: true }).then((made) => made!);
  await copyFile(at(name), join(kept, "incoming"));
  return lookInto(join(kept, "incoming"), (index) => join(kept, String(index)), { name, caps });
}

function bringIn(tables: Table[], workspaceId: string, accept: AcceptFacts): Promise<ImportResult> {
  const chosen = usualTables(tables).map((index) => tables[index]!);
  const { plan } = guessPlan(chosen[0]!, { timezone: "Europe/Berlin", currency: "EUR", country: "" });
  return importTables(chosen, { workspaceId, sourceId: "s", plan, file: "file", caps, accept });
}

// Files are made by a process of its own: what it took to make them would be counted as memory of reading them.
if (process.argv[2]) {
  await pipeline(Readable.from(csvOf(rows)), createWriteStream(at("answers.csv")));
  await pipeline(plain("answers.csv"), createGzip(), createWriteStream(at("answers.csv.gz")));
  await pipeline(Readable.from(xesOf(Math.round(events / 20.03), events)), createWriteStream(at("log.xes")));
  writeFileSync(at("answers.xlsx"), xlsxOf(sheetRows));
  process.exit();
}
spawnSync(process.execPath, [process.argv[1]!, folder], { stdio: "inherit" });
const store = await openStore(readSettings({ RAPPORT_DATA: at("data") }));
const intake = await createIntake(store);
idle = process.memoryUsage.rss();

await measure("floor: bytes and lines", rows, () => readLines(plain("answers.csv")));
await measure("a look at the whole file", rows, () => lookAtCsv(plain("answers.csv")));
const tables = await look("answers.csv");
await measure("rows into facts, stored nowhere", rows, () =>
  bringIn(tables, "w", async (_, facts) => ({ stored: facts.length, known: 0 })),
);
const first = await measure("**import, durable**", rows, () => bringIn(tables, "w", intake.store));
const again = await measure("the same file again", rows, () => bringIn(tables, "w", intake.store));
await measure("floor: gunzip and lines", rows, () => readLines(createReadStream(at("answers.csv.gz")).pipe(createGunzip())));
await measure("**gzip: unpack, look, import, durable**", rows, async () => bringIn(await look("answers.csv.gz"), "gz", intake.store));
await measure("floor: the log's bytes and lines", events, () => readLines(plain("log.xes")));
await measure("**event log: look, import, durable**", events, async () => bringIn(await look("log.xes"), "xes", intake.store));
await measure("**workbook: look, import, durable**", sheetRows, async () => bringIn(await look("answers.xlsx"), "xlsx", intake.store));
await intake.drain();
await store.close();

const told = ({ stored, known, setAside }: ImportResult): string =>
  `${whole(stored)} stored, ${whole(known)} known, ${whole(setAside)} set aside`;
const size = (name: string): string => mb(statSync(at(name)).size);
writeSection(
  "imports",
  `## Files

${whole(rows)} rows of feedback with quoted comments and one bad row in a hundred, ${size("answers.csv")} of CSV (${size("answers.csv.gz")} as gzip); an event log of ${whole(events)} events, ${size("log.xes")}; a workbook of ${whole(sheetRows)} such rows, ${size("answers.xlsx")}.
CPU and memory are those of the importing process, memory above the process with open stores; the event store works in its child. The last three are from the packed file to the last durable row.
First import: ${told(first)}. Second: ${told(again)}. Load average of the machine when it began: ${load}.

| | wall | rows/s | CPU a row | memory |
|---|---|---|---|---|
${measured.join("\n")}`,
);
rmSync(folder, { recursive: true });
