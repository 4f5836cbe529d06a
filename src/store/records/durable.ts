import { closeSync, existsSync, fsyncSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";

/** PostgreSQL's type number of `bigint`. */
const int8 = 20;

/**
 * Opens PGlite so that a commit survives a power cut.
 *
 * PGlite starts PostgreSQL with fsync off and its file system has no fsync. Both are mended here, which leans on its insides.
 *
 * @param sync  forces one open file to the disk
 * @throws      Error when PGlite is not built as expected, so that its writes would not be durable
 */
export async function openDurable(folder: string, sync: (file: number) => void = fsyncSync): Promise<PGlite> {
  const isNew = !existsSync(join(folder, "PG_VERSION"));
  const startParams = PGlite.defaultStartParams
    .filter((word) => word !== "-F")
    .concat(["-c", "wal_sync_method=fsync", "-c", "shared_buffers=32MB"]);
  const database = await PGlite.create(folder, { startParams, parsers: { [int8]: Number } });
  const { NODEFS } = (database as unknown as { Module: { NODEFS?: { stream_ops?: Record<string, unknown> } } }).Module;
  if (!NODEFS?.stream_ops) throw new Error("PGlite's file system is not the expected one, so its writes would not be durable");
  NODEFS.stream_ops.fsync = ({ nfd }: { nfd?: number }) => {
    if (nfd !== undefined) forceOrDie(nfd, sync);
    return 0;
  };
  const answer = await database.query<{ fsync: string }>("SHOW fsync");
  if (answer.rows[0]?.fsync !== "on") throw new Error("PGlite runs without fsync, so its writes would not be durable");
  if (isNew) {
    await database.exec("CHECKPOINT");
    syncFolder(folder, sync);
  }
  return database;
}

/** After a failed fsync nobody knows what the disk holds, and the next one would succeed all the same: the process ends, and the log is read anew. */
function forceOrDie(file: number, sync: (file: number) => void): void {
  try {
    sync(file);
  } catch (error) {
    console.error(`The record engine ends, because the disk did not keep a write: ${String(error)}`);
    process.exit(1);
  }
}

function syncFolder(path: string, sync: (file: number) => void): void {
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    const file = openSync(join(entry.parentPath, entry.name), "r");
    sync(file);
    closeSync(file);
  }
}
