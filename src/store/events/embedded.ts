import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../../model/settings.ts";
import { isAlive, startChild, stopChild, type Child } from "../child.ts";

/** Where events are kept: a ClickHouse HTTP interface, and the database in it. */
export type EventsAddress = { url: string; username: string; password: string; database: string };

/** The embedded event engine: its address, whether it runs at this moment, and how to end it. */
export type EmbeddedEvents = { address: EventsAddress; isRunning(): boolean; stop(): Promise<void> };

/**
 * Starts chDB in its own process and keeps it running: when it ends unasked it is started again on the same port, after a pause that
 * grows to 5 s while it keeps failing.
 *
 * @throws Failure `folder_in_use` when another process owns the folder, `store_unavailable` when it does not come up
 */
export async function startEmbeddedEvents(settings: Settings): Promise<EmbeddedEvents> {
  const folder = join(settings.data, "events");
  mkdirSync(folder, { recursive: true });
  const password = randomBytes(24).toString("base64url");
  let child: Child;
  let port = 0;
  let stopping = false;
  let starting: Promise<unknown> = Promise.resolve();

  const start = async () => {
    child = await startChild("events-engine", { folder, password, port, memoryMb: settings.eventsMemoryMb, database: "rapport" } as {
      folder: string;
    });
    port = child.port;
    child.process.once("exit", () => void (stopping || restart(100)));
  };
  const restart = async (pauseMs: number): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (stopping) return;
    const started = start().then(
      () => true,
      () => false,
    );
    starting = started;
    if (!(await started)) await restart(Math.min(5000, pauseMs * 2));
  };

  await start();
  return {
    address: { url: `http://127.0.0.1:${port}`, username: "default", password, database: "rapport" },
    isRunning: () => isAlive(child.process),
    stop: async () => {
      stopping = true;
      // An engine that is on its way would hold the folder after everybody else let go of it.
      await starting;
      await stopChild(child.process);
    },
  };
}
