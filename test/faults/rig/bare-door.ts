import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./effort.ts";
import { readiness } from "./product.ts";

/** A door without our protections, in a process of its own: what the checks of the product say of it shows that they can fail. */
export type BareDoor = {
  url: string;
  key: string;
  pid: number;
  /** The signal that ended it; `null` while it runs. */
  endedBy(): NodeJS.Signals | null;
  /** Resolves when it has kept or forgotten everything: what is lost then was not merely waiting. */
  settled(): Promise<unknown>;
  /** Ends it as kill -9 does, and tells which of the ids that were acknowledged it did not keep. */
  killAndCount(acknowledged: readonly string[]): Promise<string[]>;
};

/** `folder` is where it keeps what it is sent, `wrap` a command that starts it; with `hashes` it works long on each message. */
export type BareOptions = { folder?: string; wrap?: string[]; hashes?: boolean };

/** Starts a door like `bare-door.mjs`; resolves when it listens. */
export async function startBareDoor({ folder, wrap = [], hashes = false }: BareOptions = {}): Promise<BareDoor> {
  const file = join(folder ?? mkdtempSync(join(tmpdir(), "rapport-bare-")), "kept");
  const [command, ...args] = [...wrap, process.execPath, "test/faults/rig/bare-door.mjs", file];
  const env = { PATH: process.env.PATH, ...(hashes ? { HASHES: "1" } : {}) };
  const child = spawn(command!, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const [port] = (await once(child.stdout!, "data")) as [Buffer];
  const url = `http://localhost:${Number(port)}`;
  return {
    url,
    key: "none",
    pid: child.pid!,
    endedBy: () => child.signalCode,
    settled: () => until("nothing waits", async () => ((await readiness(url)) as { isIdle?: boolean } | null)?.isIdle === true),
    async killAndCount(acknowledged) {
      const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
      child.kill("SIGKILL");
      await ended;
      const kept = new Set(existsSync(file) ? readFileSync(file, "utf8").split("\n") : []);
      return acknowledged.filter((id) => !kept.has(id));
    },
  };
}
