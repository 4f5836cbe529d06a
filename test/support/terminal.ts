import { spawn } from "node:child_process";

/** How a command ended: its exit code and what it printed. */
export type Ended = { code: number | null; out: string; err: string };

/** Runs the built command line as a shell would, with nothing in its environment but what is given. */
export function rapport(args: string[], { env = {}, input = "" }: { env?: Record<string, string>; input?: string } = {}): Promise<Ended> {
  const child = spawn(process.execPath, ["dist/rapport.js", ...args], { env: { PATH: process.env.PATH, ...env } });
  const ended: Ended = { code: null, out: "", err: "" };
  child.stdout.on("data", (chunk) => (ended.out += chunk));
  child.stderr.on("data", (chunk) => (ended.err += chunk));
  child.stdin.end(input);
  return new Promise((resolve) => child.once("close", (code) => resolve({ ...ended, code })));
}
