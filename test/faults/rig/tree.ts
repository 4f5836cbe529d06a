import { readdirSync, readFileSync } from "node:fs";
import { treeOf } from "../../../bench/ingest/process-tree.ts";

/** Sends a signal to a process and everything below it. */
export function signalTree(root: number, signal: NodeJS.Signals): void {
  for (const { pid } of treeOf(root)) process.kill(pid, signal);
}

const readStatus = (pid: number, name: string): number =>
  Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);

/** Bytes of memory that a process holds now. */
export const memoryOf = (pid: number): number => readStatus(pid, "VmRSS") * 1024;

/** Bytes of memory that a process and everything below it hold now. */
export const memoryOfTree = (root: number): number => treeOf(root).reduce((sum, { pid }) => sum + memoryOf(pid), 0);

/** Files and sockets that a process holds open. */
export const filesOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

/** The process of one of our engines below a process: the one on a data folder, or the only one. */
export function engineOf(root: number, name: "events-engine" | "records-engine", data = ""): number {
  const says = (pid: number, what: "cmdline" | "environ") => readFileSync(`/proc/${pid}/${what}`, "utf8");
  const found = treeOf(root).find(({ pid }) => says(pid, "cmdline").includes(name) && says(pid, "environ").includes(`"folder":"${data}`));
  if (!found) throw new Error(`No ${name} runs below ${root}`);
  return found.pid;
}

export { treeOf };
