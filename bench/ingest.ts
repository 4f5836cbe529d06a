// The event door beside a bare server that does the least a durable door can do. Run with `npm run bench ingest`.
import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveBare } from "./ingest/bare.ts";
import { sendLoad, type Load, type Target } from "./ingest/load.ts";
import { cpuSeconds, peakBytes } from "./ingest/process-tree.ts";
import { serveProduct } from "./ingest/product.ts";
import { writeSection } from "./section.ts";

const pairs = Number(process.env["PAIRS"] ?? 5);
const eventsPerRun = Number(process.env["EVENTS"] ?? 50_000);
const steadySeconds = Number(process.env["STEADY_S"] ?? 20);
const width = 32;

type Server = Target & { process: ChildProcess; pid: number; count(): Promise<number> };

async function serve(kind: string, folder: string): Promise<void> {
  if (kind === "bare") {
    process.send?.({ port: await serveBare(join(folder, "log")), key: "none" });
    process.on("message", () => process.exit(0));
    return;
  }
  const product = await serveProduct(folder);
  process.on("message", async (message) => {
    if (message === "count") return void process.send?.({ n: await product.count() });
    await product.stop();
    process.exit(0);
  });
  process.send?.({ port: product.port, key: product.key });
}

function start(kind: string, folder: string): Promise<Server> {
  const child = fork(process.argv[1]!, [], { env: { ...process.env, SERVE: kind, FOLDER: folder } });
  const answer = <T>() => new Promise<T>((resolve) => child.once("message", (message) => resolve(message as T)));
  const count = async () => {
    child.send("count");
    return (await answer<{ n: number }>()).n;
  };
  return answer<Target>().then((target) => ({ ...target, process: child, pid: child.pid!, count }));
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const at = (values: number[], share: number): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)]!;
const whole = (value: number): string => Math.round(value).toLocaleString("en");
const mb = (bytes: number): string => `${whole(bytes / 1e6)} MB`;

/** One run: events per second of CPU that the whole server took, and what the sender saw. */
async function run(server: Server, events: number, perSecond?: number): Promise<Load & { perCpu: number }> {
  const before = cpuSeconds(server.pid);
  const load = await sendLoad(server, events, { width, perSecond });
  return { ...load, perCpu: events / (cpuSeconds(server.pid) - before) };
}

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rapport-bench-ingest-"));
  const product = await start("product", folder);
  const bare = await start("bare", folder);
  await run(product, eventsPerRun);
  await run(bare, eventsPerRun);

  const seen: { product: number; bare: number; rate: number; bareRate: number; acks: number[]; bareAcks: number[] }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const a = await run(product, eventsPerRun);
    const b = await run(bare, eventsPerRun);
    const rate = ({ events, wallMs }: Load) => (events / wallMs) * 1000;
    seen.push({ product: a.perCpu, bare: b.perCpu, rate: rate(a), bareRate: rate(b), acks: a.acksMs, bareAcks: b.acksMs });
    console.log(`pair ${pair + 1}: ${whole(a.perCpu)} beside ${whole(b.perCpu)} events per CPU-second, ${whole(rate(a))} events/s`);
  }

  const known = await product.count();
  const steady = await run(product, steadySeconds * 10_000, 10_000);
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
The bare server parses the JSON and appends it with one fdatasync for about 10 ms of requests; nothing else. CPU is that of the whole process tree, following identities included.

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
  product.process.send("stop");
  bare.process.send("stop");
  await new Promise((resolve) => product.process.once("exit", resolve));
  rmSync(folder, { recursive: true });
}

await (process.env["SERVE"] ? serve(process.env["SERVE"], process.env["FOLDER"]!) : measure());
