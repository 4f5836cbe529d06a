import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { refuseFile } from "../formats/format.ts";
import { UnfoldingGuard, type Caps } from "./caps.ts";

/** Whether a file begins as gzip does. */
export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/**
 * Unpacks a gzip file into a plain one.
 *
 * @throws Failure `bad_file` when it is damaged, cut off, or unfolds too far
 */
export async function unpackGzip(from: string, to: string, { name, caps }: { name: string; caps: Caps }): Promise<void> {
  const packed = createReadStream(from);
  try {
    await pipeline(packed, createGunzip(), new UnfoldingGuard({ name }, caps, () => packed.bytesRead), createWriteStream(to));
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code);
    if (code === "Z_BUF_ERROR") refuseFile({ name }, "it ends in the middle, so a part of it is missing. Copy it again.");
    if (code.startsWith("Z_")) refuseFile({ name }, "it is a damaged gzip file. Copy it again.");
    throw error;
  }
}
