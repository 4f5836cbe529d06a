/**
 * The embedded record engine: PGlite in a process of its own, with fsync switched on.
 *
 * Started by `records/embedded.ts`; answers `{ id, sql, parameters }` messages with rows. It ends when its parent does.
 */
import { existsSync, fsyncSync, openSync, readdirSync, closeSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";

type Request = { id: number; sql: string; parameters: unknown[] };
type Stream = { nfd?: number };

const { folder, createOnly } = JSON.parse(process.env.ENGINE_SETTINGS ?? "{}") as { folder: string; createOnly?: boolean };

/** PGlite starts PostgreSQL with fsync off and its file system has no fsync. Both are mended here, or the engine refuses to start. */
async function openDurable(): Promise<PGlite> {
  const isNew = !existsSync(join(folder, "PG_VERSION"));
  const startParams = PGlite.defaultStartParams
    .filter((word) => word !== "-F")
    .concat(["-c", "wal_sync_method=fsync", "-c", "shared_buffers=32MB"]);
  const int8 = 20;
  const database = await PGlite.create(folder, { startParams, parsers: { [int8]: Number } });
  const { NODEFS } = (database as unknown as { Module: { NODEFS?: { stream_ops?: Record<string, unknown> } } }).Module;
  if (!NODEFS?.stream_ops) throw new Error("PGlite's file system is not the expected one, so its writes would not be durable");
  NODEFS.stream_ops.fsync = (stream: Stream) => {
    if (stream.nfd !== undefined) fsyncSync(stream.nfd);
    return 0;
  };
  const answer = await database.query<{ fsync: string }>("SHOW fsync");
  if (answer.rows[0]?.fsync !== "on") throw new Error("PGlite runs without fsync, so its writes would not be durable");
  if (isNew) {
    await database.exec("CHECKPOINT");
    syncFolder(folder);
  }
  return database;
}

function syncFolder(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    const file = openSync(join(entry.parentPath, entry.name), "r");
    fsyncSync(file);
    closeSync(file);
  }
}

async function answer(database: PGlite, { id, sql, parameters }: Request): Promise<void> {
  try {
    const result = parameters.length ? await database.query(sql, parameters) : (await database.exec(sql)).at(-1);
    process.send?.({ id, rows: result?.rows ?? [], affected: result?.affectedRows ?? 0 });
  } catch (error) {
    const { message, code, constraint, detail } = error as { message: string; code?: string; constraint?: string; detail?: string };
    process.send?.({ id, error: { message, code, constraint, detail } });
  }
}

const database = await openDurable().catch((error: Error) => {
  process.send?.({ failed: error.message });
  console.error(error.message);
  process.exit(1);
});

const stop = async () => {
  await database.close();
  process.exit(0);
};
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("disconnect", () => void stop());
process.on("message", (message: Request | "stop") => void (message === "stop" ? stop() : answer(database, message)));
// Making a new database leaves half a gigabyte behind in its process: it is made in one process and used in the next.
process.send?.({ port: 0 }, () => void (createOnly && stop()));
