import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A control group with a limit, for the processes that are started in it. */
export type Cgroup = {
  /** A command that starts another one inside. */
  wrap: string[];
  /** What the kernel counted, by name. */
  read(file: string): string;
  remove(): void;
};

const home = "/sys/fs/cgroup";

function make(kind: "memory" | "cpu", limits: Record<string, number>): Cgroup {
  const folder = join(home, kind, `rapport-${process.pid}-${Date.now()}`);
  mkdirSync(folder);
  for (const [file, value] of Object.entries(limits)) if (existsSync(join(folder, file))) writeFileSync(join(folder, file), String(value));
  return {
    wrap: ["sh", "-c", `echo $$ > ${join(folder, "cgroup.procs")}; exec "$0" "$@"`],
    read: (file) => readFileSync(join(folder, file), "utf8"),
    remove() {
      // Processes that were killed leave it a moment later; an empty group that stays costs nothing.
      try {
        rmdirSync(folder);
      } catch (error) {
        console.warn(`The control group ${folder} stays: ${String(error)}`);
      }
    },
  };
}

/** A group whose processes may hold this much memory together, files in the page cache included. */
export const limitMemory = (bytes: number): Cgroup =>
  make("memory", { "memory.limit_in_bytes": bytes, "memory.memsw.limit_in_bytes": bytes });

/** A group whose processes may use this share of one core together. */
export const limitCpu = (cores: number): Cgroup => make("cpu", { "cpu.cfs_period_us": 100_000, "cpu.cfs_quota_us": cores * 100_000 });
