// Every kind of client beside two bare servers, and how long a single event waits. Run with `npm run bench protocols`.
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { at, median, run, runAcksOnly, serve, start, whole, type Kind, type Server } from "./ingest/servers.ts";
import { shapes, singles, type Shape } from "./ingest/shapes.ts";
import { writeSection } from "./section.ts";

const pairs = Number(process.env["PAIRS"] ?? 5);
const requestsPerRun = Number(process.env["REQUESTS"] ?? 400);
const singlesPerRun = Number(process.env["SINGLES"] ?? 10_000);
const width = 64;
// The writer holds so much at most while the event engine is away: 40 000.
const mostHeld = 30_000;
const goal = 0.6;

const eventsOf = (shape: Shape): number => (shape.events === 1 ? singlesPerRun : requestsPerRun * shape.events);

/** The 99th percentile of forcing 600 bytes to the disk, in ms: what no acknowledgement here can be faster than. */
async function syncMs(folder: string): Promise<number> {
  const file = await open(join(folder, "sync"), "a");
  const times: number[] = [];
  for (let i = 0; i < 300; i++) {
    const from = performance.now();
    await file.appendFile(Buffer.alloc(600, 32));
    await file.datasync();
    times.push(performance.now() - from);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await file.close();
  return at(times, 0.99);
}

type Row = { acksOnly: number; product: number; L1: number; L2: number; rate: number; acks: number[] };

/** One shape, interleaved: the product, then each ruler, as often as there are pairs. */
async function compare(servers: Record<Kind, Server>, shape: Shape): Promise<string> {
  const rows: Row[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const acksOnly = await runAcksOnly(servers.product, shape, Math.min(mostHeld, eventsOf(shape)), { width });
    const product = await run(servers.product, shape, eventsOf(shape), { width });
    const [L1, L2] = [await run(servers.L1, shape, eventsOf(shape), { width }), await run(servers.L2, shape, eventsOf(shape), { width })];
    const rate = (product.events / product.wallMs) * 1000;
    rows.push({ acksOnly: acksOnly.perCpu, product: product.wholePerCpu, L1: L1.perCpu, L2: L2.perCpu, rate, acks: product.acksMs });
    console.log(
      `${shape.name}, pair ${pair + 1}: ${whole(acksOnly.perCpu)}, ${whole(product.wholePerCpu)} beside ${whole(L1.perCpu)} and ${whole(L2.perCpu)}, ${whole(rate)} a second`,
    );
  }
  const acks = rows.flatMap((row) => row.acks);
  const ratio = (what: "acksOnly" | "product", ruler: "L1" | "L2") => median(rows.map((row) => row[what] / row[ruler])).toFixed(2);
  const figures = [
    whole(median(rows.map((row) => row.L1))),
    whole(median(rows.map((row) => row.acksOnly))),
    ratio("acksOnly", "L1"),
    ratio("acksOnly", "L2"),
    whole(median(rows.map((row) => row.product))),
    ratio("product", "L1"),
    whole(median(rows.map((row) => row.rate))),
    `${whole(at(acks, 0.5))} / ${whole(at(acks, 0.99))} ms`,
  ];
  return `| ${shape.name} | ${figures.join(" | ")} |`;
}

async function measure(): Promise<void> {
  const began = loadavg()[0]!.toFixed(1);
  const folder = mkdtempSync(join(tmpdir(), "rapport-bench-protocols-"));
  const servers = { product: await start("product", folder), L1: await start("L1", folder), L2: await start("L2", folder) };
  await run(servers.product, shapes[0]!, 20_000, { width });
  const lines: string[] = [];
  for (const shape of shapes) lines.push(await compare(servers, shape));

  const asFastAsItGoes = await run(servers.product, singles, singlesPerRun, { width });
  const half = (asFastAsItGoes.events / asFastAsItGoes.wallMs) * 500;
  const alone = await syncMs(folder);
  const [calm, beside] = await Promise.all([run(servers.product, singles, singlesPerRun, { width, perSecond: half }), syncMs(folder)]);
  const acks = [0.5, 0.99, 0.999].map((share) => `${whole(at(calm.acksMs, share))} ms`);
  writeSection(
    "protocols",
    `## What each kind of client costs

About 600 bytes an event, ${width} connections, acknowledged when durable; ${pairs} interleaved rounds, medians. CPU is that of the whole process tree. *Acknowledged*: until the last answer, while the event engine stands still;
*the whole way*: until everything is in the tables and identities are followed.
L1 parses the JSON, checks the ids and appends the body, many requests to one fdatasync; L2 writes each event anew as well. Goal: ${goal} of L1.
Load average of the machine when it began: ${began}.

| events per CPU-second | L1 | acknowledged | of L1 | of L2 | the whole way | of L1 | events per second | acknowledgement p50 / p99 |
|---|---|---|---|---|---|---|---|---|
${lines.join("\n")}

Single events at half of what it takes (${whole(half)} a second): acknowledged after ${acks.join(" / ")} (p50 / p99 / p99.9); one fdatasync of 600 bytes takes ${alone.toFixed(1)} ms at p99 alone, and ${beside.toFixed(1)} ms beside that load.
`,
  );
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  rmSync(folder, { recursive: true });
}

await (process.env["SERVE"] ? serve(process.env["SERVE"] as Kind, process.env["FOLDER"]!) : measure());
