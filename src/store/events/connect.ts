import { ClickHouseLogLevel, createClient, type ClickHouseClient } from "@clickhouse/client";
import { Failure } from "../../model/failure.ts";
import type { Settings } from "../../model/settings.ts";
import { setAsideDamaged, type DamagedPart } from "./damage.ts";
import { startEmbeddedEvents, type EventsAddress } from "./embedded.ts";
import { forceMerges } from "./forced.ts";
import { eventMigrations } from "./migrations/list.ts";

/** The event store: the ordinary ClickHouse client, whether the engine is embedded or served. */
export type Events = {
  client: ClickHouseClient;
  isEmbedded: boolean;
  isReady(): Promise<boolean>;
  /** Sets aside what was damaged on the disk in these tables, so that the rest can be read; a server mends itself. */
  mend(tables: readonly string[]): Promise<DamagedPart[]>;
  close(): Promise<void>;
};

/**
 * Connects to the event store, starting the embedded engine when no server is configured, and brings its tables up to date.
 *
 * @throws Failure `folder_in_use`, `store_unavailable`, or `bad_setting` when the configured server does not answer
 */
export async function connectEvents(settings: Settings): Promise<Events> {
  const embedded = settings.eventsUrl ? null : await startEmbeddedEvents(settings);
  const address = embedded?.address ?? addressIn(settings.eventsUrl);
  if (!embedded) await createDatabase(address);
  const client = openClient(address, settings);
  await migrate(client).catch((error: unknown) => {
    throw settings.eventsUrl
      ? new Failure("bad_setting", { name: "RAPPORT_EVENTS_URL", value: new URL(settings.eventsUrl).host, problem: String(error) })
      : error;
  });
  return {
    client,
    isEmbedded: embedded !== null,
    isReady: async () => (embedded ? embedded.isRunning() : true) && (await client.ping()).success,
    mend: async (tables) => (embedded ? setAsideDamaged(client, tables) : []),
    close: async () => {
      await client.close();
      await embedded?.stop();
    },
  };
}

function addressIn(text: string): EventsAddress {
  const url = new URL(text);
  const database = url.pathname.replaceAll("/", "") || "rapport";
  if (/\W/.test(database))
    throw new Failure("bad_setting", {
      name: "RAPPORT_EVENTS_URL",
      value: database,
      problem: "a database's name holds letters, digits and _ only.",
    });
  return { url: url.origin, username: decodeURIComponent(url.username) || "default", password: decodeURIComponent(url.password), database };
}

function openClient({ url, username, password, database }: EventsAddress, { queryTimeoutS }: Settings): ClickHouseClient {
  return createClient({
    url,
    username,
    password,
    database,
    request_timeout: (queryTimeoutS + 10) * 1000,
    max_open_connections: 16,
    log: { level: ClickHouseLogLevel.OFF },
    keep_alive: { enabled: true, idle_socket_ttl: 2000 },
  });
}

async function createDatabase({ url, username, password, database }: EventsAddress): Promise<void> {
  const client = createClient({ url, username, password });
  await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${database}` }).finally(() => client.close());
}

async function migrate(client: ClickHouseClient): Promise<void> {
  await client.command({
    query: "CREATE TABLE IF NOT EXISTS migrations (id String, at DateTime64(3, 'UTC')) ENGINE = ReplacingMergeTree ORDER BY id",
  });
  const answer = await client.query({ query: "SELECT DISTINCT id FROM migrations", format: "JSONEachRow" });
  const done = new Set((await answer.json<{ id: string }>()).map(({ id }) => id));
  for (const { id, statements } of eventMigrations) {
    if (done.has(id)) continue;
    for (const query of statements) await client.command({ query });
    await client.insert({ table: "migrations", values: [[id, instant(Date.now())]], format: "JSONCompactEachRow" });
  }
  await forceMerges(client);
}

/** An instant as the ClickHouse dialect reads it: `2026-01-31 12:00:00.000`. The one place that renders instants for it. */
export function instant(ms: number): string {
  const whole = Math.trunc(ms);
  const day = Math.floor(whole / dayMs);
  const rest = whole - day * dayMs;
  const second = Math.floor(rest / 1000);
  const minute = Math.floor(second / 60);
  const fraction = rest - second * 1000;
  const clock = `${two[Math.floor(minute / 60)]}:${two[minute % 60]}:${two[second % 60]}`;
  return `${dayText(day)} ${clock}.${fraction === 0 ? "000" : String(fraction).padStart(3, "0")}`;
}

const dayMs = 86_400_000;
const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));
// Rendering a day is the dear part, and what is written together is of few days.
const days = new Map<number, string>();

function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= 10_000) days.clear();
  const text = new Date(day * dayMs).toISOString().slice(0, -14);
  days.set(day, text);
  return text;
}

/** UTC milliseconds from an instant as the ClickHouse dialect prints it. */
export function millis(text: string): number {
  return Date.parse(`${text.replace(" ", "T")}Z`);
}
