// The event door beside a bare server that does the least a durable door can do. Run with `npm run bench ingest`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Load } from "./ingest/load.ts";
import { peakBytes } from "./ingest/process-tree.ts";
import { at, median, run, serve, start, whole, type Kind } from "./ingest/servers.ts";
import { batches } from "./ingest/shapes.ts";
import { writeSection } from "./section.ts";

const pairs = Number(process.env["PAIRS"] ?? 5);
const eventsPerRun = Number(process.env["EVENTS"] ?? 50_000);
const steadySeconds = Number(process.env["STEADY_S"] ?? 20);
const width = 32;

const mb = (bytes: number): string => `${whole(bytes / 1e6)} MB`;

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rapport-bench-ingest-"));
  const product = await start("product", folder);
  const bare = await start("L1", folder);
  await run(product, batches, eventsPerRun, { width });
  await run(bare, batches, eventsPerRun, { width });

  const seen: { product: number; bare: number; rate: number; bareRate: number; acks: number[]; bareAcks: number[] }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const a = await run(product, batches, eventsPerRun, { width });
    const b = await run(bare, batches, eventsPerRun, { width });
    const rate = ({ events, wallMs }: Load) => (events / wallMs) * 1000;
    seen.push({ product: a.wholePerCpu, bare: b.perCpu, rate: rate(a), bareRate: rate(b), acks: a.acksMs, bareAcks: b.acksMs });
    console.log(`pair ${pair + 1}: ${whole(a.wholePerCpu)} beside ${whole(b.perCpu)} events per CPU-second, ${whole(rate(a))} events/s`);
  }

  const known = await product.count();
  const steady = await run(product, batches, steadySeconds * 10_000, { width, perSecond: 10_000 });
  const askedAt = performance.now();
  const queryable = (await product.count()) - known;
  const steadyRate = (queryable / (steady.wallMs + performance.now() - askedAt)) * 1000;
  const acks = seen.flatMap((one) => one.acks);
  const bareAcks = seen.flatMap((one) => one.bareAcks);
  const ms = (values: number[]) => `${whole(at(values, 0.5))} / ${whole(at(values, 0.99))} ms`;

  writeSection(
    "ingest",
    `## Taking events in

Batches of 100 events of about 600 bytes over ${width} connections, acknowledged when they are on the disk; ${pairs} interleaved pairs of ${whole(eventsPerRun)} events, medians.
The bare server parses the JSON and appends it with one fdatasync for about 10 ms of requests; nothing else. CPU is that of the whole process tree until everything is in the tables and identities are followed.

| | Rapport | bare server |
|---|---|---|
| events per CPU-second | ${whole(median(seen.map((one) => one.product)))} | ${whole(median(seen.map((one) => one.bare)))} |
| ratio, median of the pairs (goal 0.5) | ${median(seen.map((one) => one.product / one.bare)).toFixed(2)} | 1 |
| events per second, as fast as it goes | ${whole(median(seen.map((one) => one.rate)))} | ${whole(median(seen.map((one) => one.bareRate)))} |
| acknowledgement then, p50 / p99 | ${ms(acks)} | ${ms(bareAcks)} |
| most memory of each process | ${peakBytes(product.pid).map(mb).join(", ")} | ${peakBytes(bare.pid).map(mb).join(", ")} |

Offered 10 000 events/s for ${steadySeconds} s (goal 10 000, floor 5 000): **${whole(steadyRate)} events/s** were stored and seen by a question, acknowledgement p50 / p99 ${ms(steady.acksMs)}.
`,
  );
  await Promise.all([product.stop(), bare.stop()]);
  rmSync(folder, { recursive: true });
}

await (process.env["SERVE"] ? serve(process.env["SERVE"] as Kind, process.env["FOLDER"]!) : measure());
