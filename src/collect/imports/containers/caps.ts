import { Transform, type TransformCallback } from "node:stream";
import { refuseFile } from "../formats/format.ts";

/** How far a packed file may unfold: bytes in all, and bytes for each packed byte. */
export type Caps = { mostBytes: number; mostRatio: number };

/** Below this a file may be as repetitive as it likes. */
export const alwaysFine = 16 * 1024 * 1024;

/** Most files in one archive. */
export const mostEntries = 200;

const gb = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1024 ** 3))} GiB`;

/** Refuses a file that has unfolded, or says that it will, further than is allowed. */
export function checkUnfolding(file: { name: string }, { packed, plain }: { packed: number; plain: number }, caps: Caps): void {
  if (plain > caps.mostBytes)
    refuseFile(file, `unpacked it is larger than ${gb(caps.mostBytes)} (RAPPORT_UNPACKED_MB). Part it into smaller files.`);
  if (plain > alwaysFine && plain > packed * caps.mostRatio)
    refuseFile(
      file,
      `it unfolds to more than ${caps.mostRatio} times its size, as files made to fill a disk do (RAPPORT_UNPACKED_RATIO). Bring it unpacked.`,
    );
}

/** Lets bytes pass while they are within the caps; `packed` tells how many packed bytes have been read so far. */
export class UnfoldingGuard extends Transform {
  readonly #file: { name: string };
  readonly #caps: Caps;
  readonly #packed: () => number;
  #plain = 0;

  constructor(file: { name: string }, caps: Caps, packed: () => number) {
    super();
    this.#file = file;
    this.#caps = caps;
    this.#packed = packed;
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#plain += chunk.length;
    try {
      checkUnfolding(this.#file, { packed: this.#packed(), plain: this.#plain }, this.#caps);
      done(null, chunk);
    } catch (error) {
      done(error as Error);
    }
  }
}
