import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../../model/settings.ts";
import { keepRunning, startChild } from "../child.ts";

/** Where events are kept: a ClickHouse HTTP interface, and the database in it. */
export type EventsAddress = { url: string; username: string; password: string; database: string };

/** The embedded event engine: its address, whether it runs at this moment, and how to end it. */
export type EmbeddedEvents = { address: EventsAddress; isRunning(): boolean; stop(): Promise<void> };

/**
 * Starts chDB in its own process and keeps it running, on the same port.
 *
 * @throws Failure `folder_in_use` when another process owns the folder, `store_unavailable` when it does not come up
 */
export async function startEmbeddedEvents(settings: Settings): Promise<EmbeddedEvents> {
  const folder = join(settings.data, "events");
  mkdirSync(folder, { recursive: true });
  const password = randomBytes(24).toString("base64url");
  let port = 0;
  const engine = await keepRunning(async () => {
    const settingsOfEngine = { folder, password, port, memoryMb: settings.eventsMemoryMb, database: "rapport" };
    const child = await startChild("events-engine", settingsOfEngine);
    port = child.port;
    return child;
  });
  return {
    address: { url: `http://127.0.0.1:${port}`, username: "default", password, database: "rapport" },
    isRunning: engine.isRunning,
    stop: engine.stop,
  };
}
