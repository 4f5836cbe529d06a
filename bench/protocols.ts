// Every kind of client beside two bare servers, and how long a single event waits. Run with `npm run bench protocols`.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { at, median, run, serve, start, whole, type Kind, type Server } from "./ingest/servers.ts";
import { shapes, singles, type Shape } from "./ingest/shapes.ts";
import { writeSection } from "./section.ts";

const pairs = Number(process.env["PAIRS"] ?? 5);
const requestsPerRun = Number(process.env["REQUESTS"] ?? 400);
const singlesPerRun = Number(process.env["SINGLES"] ?? 10_000);
const width = 64;
const goal = 0.6;

const eventsOf = (shape: Shape): number => (shape.events === 1 ? singlesPerRun : requestsPerRun * shape.events);

/** The 99th percentile of forcing 600 bytes to the disk, in ms: what no acknowledgement here can be faster than. */
function syncMs(folder: string): number {
  const file = openSync(join(folder, "sync"), "a");
  const times = Array.from({ length: 200 }, () => {
    const from = performance.now();
    writeSync(file, Buffer.alloc(600, 32));
    fdatasyncSync(file);
    return performance.now() - from;
  });
  closeSync(file);
  return at(times, 0.99);
}

type Row = { product: number; L1: number; L2: number; rate: number; acks: number[] };

/** One shape, interleaved: the product, then each ruler, as often as there are pairs. */
async function compare(servers: Record<Kind, Server>, shape: Shape): Promise<string> {
  const rows: Row[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const product = await run(servers.product, shape, eventsOf(shape), { width });
    const [L1, L2] = [await run(servers.L1, shape, eventsOf(shape), { width }), await run(servers.L2, shape, eventsOf(shape), { width })];
    const rate = (product.events / product.wallMs) * 1000;
    rows.push({ product: product.perCpu, L1: L1.perCpu, L2: L2.perCpu, rate, acks: product.acksMs });
    console.log(
      `${shape.name}, pair ${pair + 1}: ${whole(product.perCpu)} beside ${whole(L1.perCpu)} and ${whole(L2.perCpu)}, ${whole(rate)} a second`,
    );
  }
  const acks = rows.flatMap((row) => row.acks);
  const ratio = (ruler: "L1" | "L2") => median(rows.map((row) => row.product / row[ruler])).toFixed(2);
  const figures = [
    whole(median(rows.map((row) => row.product))),
    whole(median(rows.map((row) => row.L1))),
    ratio("L1"),
    ratio("L2"),
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
  const calm = await run(servers.product, singles, singlesPerRun, { width, perSecond: half });
  const acks = [0.5, 0.99, 0.999].map((share) => `${whole(at(calm.acksMs, share))} ms`);
  writeSection(
    "protocols",
    `## What each kind of client costs

About 600 bytes an event, ${width} connections, acknowledged when durable; ${pairs} interleaved rounds, medians. CPU is that of the whole process tree, following identities included.
L1 parses the JSON, checks the ids and appends the body, many requests to one fdatasync; L2 writes each event anew as well. Goal: ${goal} of L1.
Load average of the machine when it began: ${began}.

| | events per CPU-second | L1 | of L1 | of L2 | events per second | acknowledgement p50 / p99 |
|---|---|---|---|---|---|---|
${lines.join("\n")}

Single events at half of what it takes (${whole(half)} a second): acknowledged after ${acks.join(" / ")} (p50 / p99 / p99.9); one fdatasync of 600 bytes takes ${syncMs(folder).toFixed(1)} ms at p99.
`,
  );
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  rmSync(folder, { recursive: true });
}

await (process.env["SERVE"] ? serve(process.env["SERVE"] as Kind, process.env["FOLDER"]!) : measure());
