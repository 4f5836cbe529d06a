import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { createLanes } from "./lanes.ts";

/** A text that an earlier process kept, and what lets it be forgotten. */
export type Left = { text: string; forget: Forget };

/** Says that a text is safe elsewhere by now. */
export type Forget = () => void;

/** Texts that are kept here only until they are safe elsewhere, in the order in which they came. */
export type Journal = {
  /** Resolves when an entry, a text without a line break, survives a power cut. @throws Error when the disk did not keep it */
  append(entry: Buffer): Promise<Forget>;
  /** What earlier processes kept and did not forget, the oldest first. Whoever takes it answers for it: it is given once. */
  takeLeft(): Left[];
  close(): Promise<void>;
};

/** One file of the journal, and how many of its entries are still needed. */
type Piece = { path: string; file: FileHandle | null; bytes: number; needed: number };

const pieceBytes = 64 * 1024 ** 2;

/**
 * Opens the journal in a folder. An entry is a line with its checksum in front, so that a damaged one costs no other; a line without an end
 * was never answered for.
 */
export async function openJournal(folder: string): Promise<Journal> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // One thing after the other: entries stand in the order in which they were given.
  const lane = createLanes(1);
  const names = readdirSync(folder).filter((name) => name.endsWith(ending));
  let lastNumber = Math.max(0, ...names.map((name) => Number.parseInt(name, 10)));
  let left = names.sort().flatMap((name) => readPiece(join(folder, name), forget));
  let current: Piece | null = null;

  /** The file that the next entry goes to: a new one for the first, and where the last one is long, or not to be trusted. */
  async function pieceToWrite(): Promise<Piece & { file: FileHandle }> {
    if (!current?.file || current.bytes >= pieceBytes) {
      const path = join(folder, `${String(++lastNumber).padStart(12, "0")}${ending}`);
      const piece = { path, file: await open(path, "ax", 0o600), bytes: 0, needed: 0 };
      await forceFolder(folder).catch((error: unknown) => drop(piece).then(() => Promise.reject(error)));
      current = piece;
    }
    return current as Piece & { file: FileHandle };
  }

  async function write(entry: Buffer): Promise<Forget> {
    const piece = await pieceToWrite();
    const line = [Buffer.from(`${sumOf(entry)} `), entry, lineBreak];
    const bytes = line.reduce((sum, { length }) => sum + length, 0);
    try {
      const { bytesWritten } = await piece.file.writev(line);
      if (bytesWritten < bytes) throw new Error(`${bytesWritten} of ${bytes} bytes were written`);
      await piece.file.datasync();
    } catch (error) {
      // After a failed write nobody knows how the file ends, nor after a failed fsync what the disk holds: the next entry goes elsewhere.
      current = null;
      if (piece.needed === 0) await drop(piece);
      throw error;
    }
    piece.bytes += bytes;
    piece.needed++;
    return () => forget(piece);
  }

  function forget(piece: Piece): void {
    if (--piece.needed === 0) void lane(async () => piece.needed === 0 && (piece === current ? empty(piece) : drop(piece))).catch(() => {});
  }

  /** Lets nothing of what is forgotten stay on the disk. Where that fails the entries are merely found again, and known. */
  async function empty(piece: Piece): Promise<void> {
    if (piece.bytes === 0) return;
    await piece.file?.truncate(0);
    piece.bytes = 0;
    await piece.file?.datasync();
  }

  return {
    append: (entry) => lane(() => write(entry)),
    takeLeft() {
      const taken = left;
      left = [];
      return taken;
    },
    close: () =>
      lane(async () => {
        if (current?.needed === 0) await drop(current);
        else await current?.file?.close();
        current = null;
      }),
  };
}

const ending = ".log";
const lineBreak = Buffer.from("\n");
const sumBytes = 8;
const sumOf = (bytes: Buffer): string => crc32(bytes).toString(16).padStart(sumBytes, "0");

/** The text of a line; `null` when it is damaged. */
function textOf(line: Buffer): string | null {
  const text = line.subarray(sumBytes + 1);
  return sumOf(text) === line.toString("latin1", 0, sumBytes) ? text.toString("utf8") : null;
}

/** The lines of a file that have an end. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0, end = 0; (end = bytes.indexOf(10, from)) !== -1; from = end + 1) lines.push(bytes.subarray(from, end));
  return lines;
}

async function drop({ path, file }: Piece): Promise<void> {
  await file?.close();
  rmSync(path, { force: true });
}

/** The entries of a file that an earlier process left. Of one that holds damage a copy stays. */
function readPiece(path: string, forget: (piece: Piece) => void): Left[] {
  const bytes = readFileSync(path);
  const lines = linesOf(bytes);
  const texts = lines.map(textOf).filter((text) => text !== null);
  if (texts.length < lines.length) {
    const kept = path.replace(ending, ".damaged");
    console.error(`${lines.length - texts.length} of ${lines.length} entries of the journal are damaged; a copy stays at ${kept}.`);
    copyFileSync(path, kept);
  }
  if (texts.length === 0) rmSync(path, { force: true });
  const piece = { path, file: null, bytes: bytes.length, needed: texts.length };
  return texts.map((text) => ({ text, forget: () => forget(piece) }));
}

/** A new file's name is not safe before its folder is. */
async function forceFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
