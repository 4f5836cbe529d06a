import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Failure } from "../../../model/failure.ts";
import type { Store } from "../../../store/open.ts";
import type { Caps } from "../containers/caps.ts";
import { mostColumns, refuseFile } from "../formats/format.ts";
import type { Table } from "./tables.ts";
import { lookInto } from "./unpack.ts";

/** Uploads that nobody imported are removed after this many milliseconds. */
const keepsMs = 7 * 86_400_000;

/** From this table on, only a few rows are kept to look at. */
const wellSampled = 5;

/** A file that was brought in, the folder that keeps it, its bytes as they were brought, and the tables in it. */
export type Upload = { id: string; file: string; path: string; bytes: number; tables: Table[] };

/** A file as it arrives. A form's part says `truncated` when it was cut at the largest size. */
export type Incoming = { file: string; bytes: Readable & { truncated?: boolean } };

const folderOf = ({ settings }: Store): string => join(settings.data, "uploads");

/** How far packed files may unfold, by the settings. */
export const capsOf = ({ settings }: Store): Caps => ({
  mostBytes: settings.unpackedMb * 1024 ** 2,
  mostRatio: settings.unpackedRatio,
});

/**
 * Keeps an incoming file in the data folder, unpacked, and looks at it.
 *
 * @throws Failure `bad_file` when it is empty, too large, or nothing that is known here
 */
export async function keepUpload(store: Store, { file, bytes }: Incoming): Promise<Upload> {
  const id = randomUUID();
  const path = join(folderOf(store), id);
  await mkdir(path, { recursive: true });
  try {
    const incoming = join(path, "incoming");
    await pipeline(bytes, createWriteStream(incoming));
    if (bytes.truncated) refuseFile({ name: file }, "it is too large to be brought in one piece. Part it into smaller files.");
    const { size } = await stat(incoming);
    const tables = await lookInto(incoming, (index) => join(path, String(index)), { name: file, caps: capsOf(store) });
    for (const { headers } of tables)
      if (headers.length > mostColumns) refuseFile({ name: file }, `it has ${headers.length} columns. Keep ${mostColumns} or fewer.`);
    const full = tables.filter(({ sample }) => sample.length > 0);
    if (full.length === 0) refuseFile({ name: file }, "it holds no rows. Choose a file with a header and at least one row.");
    const kept = full.map((table, index) => (index < wellSampled ? table : { ...table, sample: table.sample.slice(0, 20) }));
    return { id, file, path, bytes: size, tables: kept };
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    // A full disk is nothing that the file can be blamed for.
    if ((error as NodeJS.ErrnoException).code === "ENOSPC")
      throw new Failure("bad_file", { file, problem: "there is no room on the disk to unpack it. Make room, or bring it in parts." });
    throw error;
  }
}

/** Removes uploads that nobody came back for. */
export async function removeOldUploads(store: Store, now: number): Promise<void> {
  await mkdir(folderOf(store), { recursive: true });
  for (const name of await readdir(folderOf(store))) {
    const path = join(folderOf(store), name);
    if ((await stat(path)).mtimeMs < now - keepsMs) await rm(path, { recursive: true, force: true });
  }
}
