import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { serveBare } from "./bare.ts";
import { sendLoad, type Load, type Pace, type Target } from "./load.ts";
import { cpuSeconds } from "./process-tree.ts";
import { serveProduct } from "./product.ts";
import type { Shape } from "./shapes.ts";

/** Rapport, and the two rulers: parse and append, and the same with each event written anew. */
export type Kind = "product" | "L1" | "L2";

/** A server in a process of its own, started from the program that is running. */
export type Server = Target & { process: ChildProcess; pid: number; count(): Promise<number>; stop(): Promise<void> };

/** What the started process does: serves until it is told to stop. */
export async function serve(kind: Kind, folder: string): Promise<void> {
  if (kind !== "product") {
    process.send?.({ port: await serveBare(join(folder, kind), kind === "L2"), key: "none" });
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

export function start(kind: Kind, folder: string): Promise<Server> {
  const child = fork(process.argv[1]!, [], { env: { ...process.env, SERVE: kind, FOLDER: folder } });
  const answer = <T>() => new Promise<T>((resolve) => child.once("message", (message) => resolve(message as T)));
  const count = async () => {
    child.send("count");
    return (await answer<{ n: number }>()).n;
  };
  const stop = async () => {
    child.send("stop");
    await new Promise((resolve) => child.once("exit", resolve));
  };
  return answer<Target>().then((target) => ({ ...target, process: child, pid: child.pid!, count, stop }));
}

/** One run: events per second of CPU that the whole server took, and what the sender saw. */
export async function run(server: Server, shape: Shape, events: number, pace: Pace): Promise<Load & { perCpu: number }> {
  const before = cpuSeconds(server.pid);
  const load = await sendLoad(server, shape, events, pace);
  return { ...load, perCpu: events / (cpuSeconds(server.pid) - before) };
}

export const median = (values: number[]): number => at(values, 0.5);
export const at = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
export const whole = (value: number): string => Math.round(value).toLocaleString("en");
