import { spawn, type ChildProcess } from "node:child_process";
import { openSync } from "node:fs";
import { resolve } from "node:path";
import { freePort } from "./postgres.ts";
import { createClient, owner, type Client } from "./product.ts";

/** The built product in processes of its own, as a supervisor would run it: it can be killed with everything below it. */
export type Served = { url: string; pid: number; start(): Promise<void>; killAll(): Promise<void>; stop(): Promise<number | null> };

/** How a product is started: `wrap` is a command that starts it (`faketime …`), `log` a file that its log goes to. */
export type ServeOptions = { wrap?: string[]; log?: string };

/** Prepares a product on a data folder; `start` may be called again after it was killed or stopped. */
export async function serve(data: string, env: Record<string, string> = {}, { wrap = [], log }: ServeOptions = {}): Promise<Served> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let child: ChildProcess;
  const ended = () =>
    new Promise<number | null>((done) =>
      child.exitCode !== null || child.signalCode !== null ? done(child.exitCode) : child.once("exit", done),
    );
  return {
    url,
    get pid() {
      return child.pid!;
    },
    async start() {
      const settings = { PORT: String(port), RAPPORT_DATA: data, RAPPORT_LOG: "error", ...env };
      const [command, ...args] = [...wrap, process.execPath, resolve("dist/rapport.js"), "start"];
      child = spawn(command!, args, {
        detached: true,
        stdio: ["ignore", log ? openSync(log, "a") : "ignore", "inherit"],
        env: { PATH: process.env.PATH, TZ: process.env.TZ, ...settings },
      });
      while (!(await isReady(url))) {
        if (child.exitCode !== null) throw new Error(`The product ended with ${child.exitCode} before it was ready.`);
        await new Promise((done) => setTimeout(done, 100));
      }
    },
    async killAll() {
      process.kill(-child.pid!, "SIGKILL");
      await ended();
    },
    async stop() {
      child.kill("SIGTERM");
      return ended();
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** The owner of a product that was just set up, and a write key. */
export async function setUp(url: string): Promise<{ api: Client; key: string }> {
  const api = createClient(url);
  await api("POST", "/api/setup", owner);
  const { body } = await api<{ key: string }>("POST", "/api/keys", { name: "Test" });
  return { api, key: body.key };
}
