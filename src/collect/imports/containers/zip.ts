import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { Failure } from "../../../model/failure.ts";
import { refuseFile } from "../formats/format.ts";
import { checkUnfolding, mostEntries, UnfoldingGuard, type Caps } from "./caps.ts";

/** Whether a file begins as zip archives do; an empty one begins with its end. */
export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));

/** Everything that an archive lists, in its order, and the archive itself to read from until it is closed. */
export type Archive = { zip: ZipFile; entries: Entry[] };

/**
 * Opens an archive and reads what it lists. Names that lead out of it are refused by the reader of archives itself.
 *
 * @throws Failure `bad_file` when it is damaged or lists more than `most` files
 */
export async function openArchive(path: string, name: string, most: number): Promise<Archive> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true }).catch((error: unknown) =>
    damaged(name, error),
  );
  try {
    if (zip.entryCount > most) refuseFile({ name }, `it lists ${zip.entryCount} files. Pack ${most} or fewer into one archive.`);
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    return { zip, entries };
  } catch (error) {
    zip.close();
    return damaged(name, error);
  }
}

/** The plain bytes of an entry, no more than the archive says it has. */
export async function* readEntry({ zip }: Archive, entry: Entry, name: string): AsyncGenerator<Buffer> {
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
  } catch (error) {
    damaged(name, error);
  }
}

/** Refuses what no archive of tables holds, and archives that say of themselves that they unfold too far. */
export function vetEntries(entries: readonly Entry[], name: string, caps: Caps): void {
  const sum = { packed: 0, plain: 0 };
  for (const entry of entries) {
    if (entry.isEncrypted()) refuseFile({ name }, `${entry.fileName} in it is locked with a password. Pack it without one.`);
    // The upper half holds the rights of Unix, where a link is of type 0xA000.
    if (entry.versionMadeBy >>> 8 === 3 && entry.externalFileAttributes >>> 28 === 0xa)
      refuseFile({ name }, `${entry.fileName} in it is a link to another file. Pack the file itself.`);
    if (!entry.canDecodeFileData())
      refuseFile({ name }, `${entry.fileName} in it is packed in a way that is not read here. Use the ordinary way (deflate).`);
    sum.packed += entry.compressedSize;
    sum.plain += entry.uncompressedSize;
    checkUnfolding({ name }, { packed: entry.compressedSize, plain: entry.uncompressedSize }, caps);
  }
  checkUnfolding({ name }, sum, caps);
}

/** Files that an archive holds for people: no folders, and nothing that an operating system added. */
const isForPeople = ({ fileName }: Entry): boolean =>
  !fileName.endsWith("/") && !/(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i.test(fileName);

/** What the files of an archive tell about it: a workbook, a document of another program, or simply files. */
export async function contentsOf(path: string, name: string): Promise<"workbook" | "files"> {
  const archive = await openArchive(path, name, 100_000);
  archive.zip.close();
  const names = new Set(archive.entries.map(({ fileName }) => fileName));
  if (names.has("xl/workbook.bin"))
    refuseFile({ name }, "it is a binary Excel workbook (.xlsb). Save it as an Excel workbook (.xlsx) or as CSV.");
  if (names.has("word/document.xml") || names.has("ppt/presentation.xml"))
    refuseFile({ name }, "it is a text document or a presentation. Bring a table: Excel (.xlsx), CSV, JSON or XES.");
  if (names.has("mimetype") && names.has("content.xml"))
    refuseFile({ name }, "it is an OpenDocument file. Save it as an Excel workbook (.xlsx) or as CSV.");
  return names.has("[Content_Types].xml") && [...names].some((file) => file.startsWith("xl/")) ? "workbook" : "files";
}

/**
 * Unpacks the files of an archive into numbered plain ones.
 *
 * @returns  their names in the archive, with the paths that they have now
 * @throws   Failure `bad_file` for locked or linked files, and when it unfolds too far
 */
export async function unpackZip(
  from: string,
  pathOf: (index: number) => string,
  { name, caps }: { name: string; caps: Caps },
): Promise<{ name: string; path: string }[]> {
  const archive = await openArchive(from, name, mostEntries);
  try {
    const entries = archive.entries.filter(isForPeople);
    vetEntries(entries, name, caps);
    const files: { name: string; path: string }[] = [];
    for (const entry of entries) {
      const path = pathOf(files.length);
      const guard = new UnfoldingGuard({ name }, caps, () => entry.compressedSize);
      await pipeline(readEntry(archive, entry, name), guard, createWriteStream(path));
      files.push({ name: entry.fileName, path });
    }
    return files;
  } finally {
    archive.zip.close();
  }
}

function damaged(name: string, error: unknown): never {
  if (error instanceof Failure) throw error;
  const says = (error as Error).message;
  if (/invalid relative path|absolute path|invalid characters/.test(says))
    refuseFile({ name }, "a file in it has a name that leads out of the archive. Pack it again without folders.");
  refuseFile({ name }, "it is a damaged or incomplete zip archive. Pack or copy it again.");
}
