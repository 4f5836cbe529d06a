import { fork, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { serveBare } from "./bare.ts";
import { sendLoad, type Load, type Pace, type Target } from "./load.ts";
import { cpuSeconds, treeOf } from "./process-tree.ts";
import { serveProduct } from "./product.ts";
import type { Shape } from "./shapes.ts";

/** Rapport, and the two rulers: parse and append, and the same with each event written anew. */
export type Kind = "product" | "L1" | "L2";

/** A server in a process of its own, started from the program that is running. */
export type Server = Target & {
  process: ChildProcess;
  pid: number;
  count(): Promise<number>;
  settled(): Promise<void>;
  stop(): Promise<void>;
};

/** What the started process does: serves until it is told to stop. */
export async function serve(kind: Kind, folder: string): Promise<void> {
  if (kind !== "product") {
    process.send?.({ port: await serveBare(join(folder, kind), kind === "L2"), key: "none" });
    process.on("message", (message) => (message === "settled" ? process.send?.({}) : process.exit(0)));
    return;
  }
  const product = await serveProduct(folder);
  process.on("message", async (message) => {
    if (message === "count") return void process.send?.({ n: await product.count() });
    if (message === "settled") return void process.send?.(await product.settled().then(() => ({})));
    await product.stop();
    process.exit(0);
  });
  process.send?.({ port: product.port, key: product.key });
}

export function start(kind: Kind, folder: string): Promise<Server> {
  const child = fork(process.argv[1]!, [], { env: { ...process.env, SERVE: kind, FOLDER: folder } });
  const answer = <T>() => new Promise<T>((resolve) => child.once("message", (message) => resolve(message as T)));
  const count = async () => {
    child.send("count");
    return (await answer<{ n: number }>()).n;
  };
  const settled = async () => {
    child.send("settled");
    await answer();
  };
  const stop = async () => {
    child.send("stop");
    await new Promise((resolve) => child.once("exit", resolve));
  };
  return answer<Target>().then((target) => ({ ...target, process: child, pid: child.pid!, count, settled, stop }));
}

/** What a run cost: events per CPU-second of the whole server, until the last was answered and until it was all in the tables and followed. */
export type Run = Load & { perCpu: number; wholePerCpu: number };

/** One run, and what the sender saw. It begins when everything before it is settled. */
export async function run(server: Server, shape: Shape, events: number, pace: Pace): Promise<Run> {
  await server.settled();
  const before = cpuSeconds(server.pid);
  const load = await sendLoad(server, shape, events, pace);
  const answered = cpuSeconds(server.pid);
  await server.settled();
  return { ...load, perCpu: events / (answered - before), wholePerCpu: events / (cpuSeconds(server.pid) - before) };
}

/** A run in which the event engine stands still until the last answer: what is spent until then is the path of acknowledgements alone. */
export async function runAcksOnly(server: Server, shape: Shape, events: number, pace: Pace): Promise<Run> {
  await server.settled();
  const engine = treeOf(server.pid).find(({ pid }) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("events-engine"));
  if (!engine) throw new Error("no event engine below the server");
  process.kill(engine.pid, "SIGSTOP");
  const before = cpuSeconds(server.pid);
  const load = await sendLoad(server, shape, events, pace).finally(() => process.kill(engine.pid, "SIGCONT"));
  const perCpu = events / (cpuSeconds(server.pid) - before);
  await server.settled();
  return { ...load, perCpu, wholePerCpu: events / (cpuSeconds(server.pid) - before) };
}

export const median = (values: number[]): number => at(values, 0.5);
export const at = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
export const whole = (value: number): string => Math.round(value).toLocaleString("en");
