import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** PostgreSQL's type number of `bigint`. */
const int8 = 20;

/** Forces one open file to the disk. */
type Sync = (file: number) => void;

/**
 * Opens PGlite so that a commit survives a power cut.
 *
 * PGlite starts PostgreSQL with fsync off and its file system has no fsync. Both are mended here, which leans on its insides.
 *
 * @throws      Error when PGlite is not built as expected, so that its writes would not be durable
 */
export async function openDurable(folder: string, sync: Sync = fsyncSync): Promise<PGlite> {
  const isNew = !existsSync(join(folder, "PG_VERSION"));
  // Whoever opens the folder owns it, so this is what a crash left; empty, as a power cut leaves it, PostgreSQL would refuse to start.
  rmSync(join(folder, "postmaster.pid"), { force: true });
  const startParams = PGlite.defaultStartParams
    .filter((word) => word !== "-F")
    .concat(["-c", "wal_sync_method=fsync", "-c", "shared_buffers=32MB"]);
  const files = new DurableFiles(folder, sync);
  const database = await PGlite.create({ fs: files, startParams, parsers: { [int8]: Number }, onStderr: dieOfPanic });
  const answer = await database.query<{ fsync: string }>("SHOW fsync");
  if (answer.rows[0]?.fsync !== "on") throw new Error("PGlite runs without fsync, so its writes would not be durable");
  if (isNew) {
    await database.exec("CHECKPOINT");
    syncFolder(folder, sync);
  }
  return database;
}

type Stream = { nfd?: number; node: unknown };
type Module = { NODEFS?: { stream_ops?: Record<string, unknown>; realPath(node: unknown): string } };

/** PGlite's files with an fsync, from the first moment: what recovery writes after a crash must last as well. */
class DurableFiles extends NodeFS {
  constructor(
    folder: string,
    private readonly sync: Sync,
  ) {
    super(folder);
  }

  override async init(...given: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(...given);
    const hook = (module: unknown) => this.hookInto(module as Module);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), hook] } };
  }

  private hookInto({ NODEFS }: Module): void {
    if (!NODEFS?.stream_ops) throw new Error("PGlite's file system is not the expected one, so its writes would not be durable");
    NODEFS.stream_ops.fsync = ({ nfd, node }: Stream) => {
      // A folder has no open file: its own entries are forced, too.
      const file = nfd ?? openSync(NODEFS.realPath(node), "r");
      forceOrDie(file, this.sync);
      if (nfd === undefined) closeSync(file);
      return 0;
    };
  }
}

/** After a failed fsync nobody knows what the disk holds, and the next one would succeed all the same: the process ends, and the log is read anew. */
function forceOrDie(file: number, sync: Sync): void {
  try {
    sync(file);
  } catch (error) {
    console.error(`The record engine ends, because the disk did not keep a write: ${String(error)}`);
    process.exit(1);
  }
}

/**
 * PostgreSQL ends itself when its log cannot be written, and says so. Here its end is caught on the way, and it would run in a circle for ever,
 * answering nobody: the process ends in its place.
 */
function dieOfPanic(said: string): boolean {
  if (!isPanic.test(said)) return false;
  console.error(`The record engine ends, because PostgreSQL gave up: ${said}`);
  return process.exit(1);
}

/** A line of its log begins with the time and the process; what a statement holds never does. */
const isPanic = /^\d{4}-\S+ \S+ \S+ \[\d+\] PANIC:/;

function syncFolder(path: string, sync: Sync): void {
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    const file = openSync(join(entry.parentPath, entry.name), "r");
    sync(file);
    closeSync(file);
  }
}
