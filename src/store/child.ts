import { fork, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, type FailureCode } from "../model/failure.ts";

/** The built program of one of our child processes, found from wherever this code runs: a bundle in `dist/` or the sources. */
function programOf(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return join(folder, "dist", `${name}.js`);
}

/** A child process of ours that said it is ready, with the port it listens on (0 when it needs none). */
export type Child = { process: ChildProcess; port: number };

/**
 * Starts one of our child processes and waits until it says that it is ready.
 *
 * @param name      `events-engine` or `records-engine`
 * @param settings  what the child needs, including the `folder` that it owns
 * @throws          Failure with the code that the child gave, or `store_unavailable` when it ends before it is ready
 */
export function startChild(name: string, settings: { folder: string }): Promise<Child> {
  const child = fork(programOf(name), [], {
    execArgv: [],
    // Not as an argument: those can be read by every user of the machine.
    env: { ...process.env, UV_THREADPOOL_SIZE: "8", ENGINE_SETTINGS: JSON.stringify(settings) },
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const said = listen(child);
  return new Promise((resolve, reject) => {
    const store = name.split("-")[0]!;
    const fail = (code: FailureCode) => reject(new Failure(code, { folder: settings.folder, store, problem: said() }));
    const onEarlyExit = () => fail("store_unavailable");
    child.once("exit", onEarlyExit);
    // It could not be started at all, or not be told something.
    child.on("error", onEarlyExit);
    child.once("message", ({ port, failed }: { port?: number; failed?: string }) => {
      child.off("exit", onEarlyExit);
      if (failed === undefined) return resolve({ process: child, port: port ?? 0 });
      // The engine's own words come on another channel, which is read to its end first.
      child.once("close", () => fail(isLocked.test(said()) ? "folder_in_use" : "store_broken"));
    });
  });
}

const isLocked = /Cannot lock file|Another server instance/;

/** Passes on what a child says on its error channel, and remembers the last line. */
function listen(child: ChildProcess): () => string {
  let last = "it gave no reason";
  child.stderr?.on("data", (chunk: Buffer) => {
    process.stderr.write(chunk);
    last = chunk.toString("utf8").trim().split("\n").at(-1)?.trim() || last;
  });
  return () => last;
}

/** A child that is started again whenever it ends unasked. */
export type KeptChild = { isRunning(): boolean; process(): ChildProcess; stop(): Promise<void> };

/**
 * Starts a child and keeps it running: when it ends unasked it is started again, after a pause that grows to 5 s while it keeps failing.
 *
 * @throws what the first start throws
 */
export async function keepRunning(start: () => Promise<Child>): Promise<KeptChild> {
  let child: Child;
  let stopping = false;
  let starting: Promise<unknown> = Promise.resolve();

  const begin = async (): Promise<void> => {
    child = await start();
    child.process.once("exit", () => void (stopping || restart(100)));
  };
  const restart = async (pauseMs: number): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (stopping) return;
    const begun = begin().then(
      () => true,
      () => false,
    );
    starting = begun;
    if (!(await begun)) await restart(Math.min(5000, pauseMs * 2));
  };

  await begin();
  return {
    isRunning: () => isAlive(child.process),
    process: () => child.process,
    stop: async () => {
      stopping = true;
      // One that is on its way would hold the folder after everybody else let go of it.
      await starting;
      await stopChild(child.process);
    },
  };
}

/** Whether a child process has not ended yet. */
export const isAlive = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

/** Asks a child to stop and waits for it; after `patienceMs` it is ended. */
export function stopChild(child: ChildProcess, patienceMs = 5000): Promise<void> {
  if (!isAlive(child)) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.send("stop", (error) => {
      if (error) child.kill("SIGKILL");
    });
  });
}
