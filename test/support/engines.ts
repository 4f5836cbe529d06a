import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { inject } from "vitest";
import type { Settings } from "../../src/model/settings.ts";
import { ask } from "../../src/store/ask.ts";
import { connectEvents, type Events } from "../../src/store/events/connect.ts";
import type { Connect } from "../../src/store/open.ts";
import { connectRecords, type Records } from "../../src/store/records/connect.ts";
import { copyInto, emptySettings } from "./settings.ts";

/**
 * Engines that run already and hold nothing, for a store that is not opened again: whoever closes it gives them back, emptied, to the next
 * test file of this worker. Starting a pair costs two seconds of CPU. They end with the worker.
 */
export const lentEngines = {
  events: createPool(() => connectEvents(settingsWith("events")), emptyEvents),
  records: createPool(() => connectRecords(settingsWith("records")), emptyRecords),
} satisfies Connect;

/** A data folder with one engine's part of the template in it. */
function settingsWith(part: string): Settings {
  const settings = emptySettings();
  const folder = join(settings.data, part);
  mkdirSync(folder);
  copyInto(folder, join(inject("template"), part));
  return settings;
}

/** The same for a store that is opened again: its engines go on while it is closed, and whoever is done gives them back. */
export async function keepEngines(): Promise<{ connect: Connect; giveBack: () => Promise<void> }> {
  const events = await lentEngines.events();
  const records = await lentEngines.records();
  const close = async () => {};
  return {
    connect: { events: async () => ({ ...events, close }), records: async () => ({ ...records, close }) },
    giveBack: async () => {
      await events.close();
      await records.close();
    },
  };
}

function createPool<Engine extends Events | Records>(start: () => Promise<Engine>, empty: (engine: Engine) => Promise<void>) {
  const free: Engine[] = [];
  return async (): Promise<Engine> => {
    const engine = free.pop() ?? (await start());
    const close = async () => {
      await empty(engine);
      free.push(engine);
    };
    return { ...engine, close };
  };
}

async function emptyEvents({ client }: Events): Promise<void> {
  const sql = "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND name != 'migrations'";
  for (const { name } of await ask<{ name: string }>(client, { tag: "test", sql, bound: {} }))
    await client.command({ query: `TRUNCATE TABLE ${name}` });
}

async function emptyRecords({ database }: Records): Promise<void> {
  const tables = await database.introspection.getTables();
  const names = tables.filter(({ name, isView }) => !isView && !name.startsWith("migration")).map(({ name }) => sql.table(name));
  await sql`TRUNCATE ${sql.join(names)} RESTART IDENTITY`.execute(database);
}
