import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

type Stat = { pid: number; parent: number; ticks: number };

/** A process and everything below it. */
export function treeOf(root: number): Stat[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readStat);
  const tree = all.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

function readStat(pid: string): Stat[] {
  try {
    // The name is in brackets and may hold anything; the numbers come after it.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return [{ pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
  } catch {
    return []; // it ended while we looked
  }
}

/** Seconds of CPU that a process and everything below it have used so far. */
export const cpuSeconds = (root: number): number => treeOf(root).reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond;

/** The most memory in bytes that each process of a tree ever held, biggest first. */
export const peakBytes = (root: number): number[] =>
  treeOf(root)
    .map(({ pid }) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024)
    .sort((a, b) => b - a);
