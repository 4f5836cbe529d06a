import { isAscii } from "node:buffer";
import { analyse } from "chardet";
import iconv from "iconv-lite";

/** Encodings that a file may come in. */
export const encodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "windows-1250",
  "windows-1251",
  "windows-1254",
  "shift_jis",
  "euc-jp",
  "euc-kr",
  "gb18030",
  "big5",
] as const;
export type Encoding = (typeof encodings)[number];

/** Most bytes of lines beyond ASCII that are kept as evidence. */
const evidenceLimit = 65_536;

/** Gathers evidence of a file's encoding while its bytes pass by, and weighs it at the end. Memory stays flat. */
export class EncodingEvidence {
  readonly #utf8 = new TextDecoder("utf-8");
  readonly #telling: Uint8Array[] = [];
  #tellingBytes = 0;
  #head: Uint8Array = new Uint8Array();
  #valid = 0;
  #invalid = 0;

  add(chunk: Uint8Array): void {
    if (this.#head.length === 0) this.#head = chunk.slice(0, 4096);
    const text = this.#utf8.decode(chunk, { stream: true });
    if (isAscii(chunk)) return;
    for (const found of text.matchAll(/\uFFFD+|[^\p{ASCII}\uFFFD]+/gu)) {
      if (found[0][0] === "\uFFFD") this.#invalid++;
      else this.#valid++;
    }
    if (this.#tellingBytes < evidenceLimit) this.#keep(chunk);
  }

  /** The encoding that the evidence speaks for; plain ASCII is UTF-8. */
  weigh(): Encoding {
    const marked = byteOrderMark(this.#head) ?? wideWithoutMark(this.#head);
    if (marked) return marked;
    // A few damaged rows do not make a UTF-8 file something else; they are set aside one by one.
    if (this.#invalid === 0 || this.#invalid * 10 < this.#valid) return "utf-8";
    const names = analyse(Buffer.concat(this.#telling)).map(({ name }) => known(name));
    return names.find((name) => name !== null && name !== "utf-8") ?? "windows-1252";
  }

  // ASCII says nothing about the encoding, so only the lines with something else in them are kept.
  #keep(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length && this.#tellingBytes < evidenceLimit;) {
      const newline = chunk.indexOf(10, from);
      const to = newline === -1 ? chunk.length : newline + 1;
      const line = chunk.subarray(from, to);
      if (line.some((byte) => byte > 127)) {
        this.#telling.push(line.slice(0, 4096));
        this.#tellingBytes += Math.min(line.length, 4096);
      }
      from = to;
    }
  }
}

/** Turns bytes into text piece by piece. Bytes that are not of the encoding become U+FFFD; NUL and the byte order mark are dropped. */
export function createDecoder(encoding: Encoding): { decode(chunk: Uint8Array): string; end(): string } {
  const clean = (text: string): string => (text.includes("\0") ? text.replaceAll("\0", "") : text);
  if (encoding.startsWith("utf-")) {
    const decoder = new TextDecoder(encoding);
    return { decode: (chunk) => clean(decoder.decode(chunk, { stream: true })), end: () => clean(decoder.decode()) };
  }
  const decoder = iconv.getDecoder(encoding);
  return { decode: (chunk) => clean(decoder.write(Buffer.from(chunk))), end: () => decoder.end() ?? "" };
}

/** The encoding that a mark in front of a text names; `null` when there is none. */
export function byteOrderMark([a, b, c]: Uint8Array): Encoding | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  return a === 0xfe && b === 0xff ? "utf-16be" : null;
}

// Western text in two bytes a character has a zero in every other place.
function wideWithoutMark(head: Uint8Array): Encoding | null {
  const zeros = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]!++;
  });
  const many = head.length / 4;
  if (zeros[1]! > many && zeros[0]! < many / 4) return "utf-16le";
  return zeros[0]! > many && zeros[1]! < many / 4 ? "utf-16be" : null;
}

function known(name: string): Encoding | null {
  const lower = name.toLowerCase();
  const alias: Record<string, Encoding> = {
    "iso-8859-1": "windows-1252",
    "iso-8859-2": "windows-1250",
    "iso-8859-5": "windows-1251",
    "iso-8859-9": "windows-1254",
  };
  return alias[lower] ?? ((encodings as readonly string[]).includes(lower) ? (lower as Encoding) : null);
}
