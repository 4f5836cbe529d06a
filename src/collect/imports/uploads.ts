import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import { inspectBytes, type Inspection } from "./inspect.ts";

/** Uploads that nobody imported are removed after this many milliseconds. */
const keepsMs = 7 * 86_400_000;

/** Bytes of a file that a preview looks at. */
const previewBytes = 524_288;

const mostColumns = 1000;

// How zip archives (and with them .xlsx), old Excel files, PDF and gzip begin.
const otherFormats = ["504b0304", "d0cf11e0", "25504446", "1f8b"].map((sign) => Buffer.from(sign, "hex"));

/** A file that was brought in, and what a look at it showed. */
export type Upload = { id: string; file: string; path: string; inspection: Inspection };

/** A file as it arrives. A form's part says `truncated` when it was cut at the largest size. */
export type Incoming = { file: string; bytes: Readable & { truncated?: boolean } };

const folderOf = ({ settings }: Store): string => join(settings.data, "uploads");

/**
 * Keeps an incoming file in the data folder and looks at it.
 *
 * @throws Failure `bad_file` when it is empty, too large or not text
 */
export async function keepUpload(store: Store, { file, bytes }: Incoming): Promise<Upload> {
  const id = randomUUID();
  await mkdir(folderOf(store), { recursive: true });
  const path = join(folderOf(store), `${id}.csv`);
  try {
    await pipeline(bytes, createWriteStream(path));
    if (bytes.truncated)
      throw new Failure("bad_file", { file, problem: "it is too large to be brought in one piece. Part it into smaller files." });
    const { head } = await readHead(path);
    if (otherFormats.some((sign) => head.subarray(0, sign.length).equals(sign)))
      throw new Failure("bad_file", { file, problem: "it is not a CSV file. Open it where it was made and save or export it as CSV." });
    const inspection = await inspectBytes(createReadStream(path));
    const { sample, headers } = inspection;
    if (sample.length === 0)
      throw new Failure("bad_file", { file, problem: "it holds no rows. Choose a CSV file with a header and at least one row." });
    if (headers.length > mostColumns)
      throw new Failure("bad_file", { file, problem: `it has ${headers.length} columns. Keep ${mostColumns} or fewer.` });
    return { id, file, path, inspection };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** The beginning of a kept file, and whether that is all of it. */
export async function readHead(path: string): Promise<{ head: Buffer; isWhole: boolean }> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(previewBytes), 0, previewBytes, 0);
    return { head: buffer.subarray(0, bytesRead), isWhole: bytesRead < previewBytes };
  } finally {
    await handle.close();
  }
}

/** Removes uploads that nobody came back for. */
export async function removeOldUploads(store: Store, now: number): Promise<void> {
  await mkdir(folderOf(store), { recursive: true });
  for (const name of await readdir(folderOf(store))) {
    const path = join(folderOf(store), name);
    if ((await stat(path)).mtimeMs < now - keepsMs) await rm(path, { force: true });
  }
}
