import { isUtf8 } from "node:buffer";
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { Failure } from "../model/failure.ts";

/** How bytes that need not be JSON are read; `null` where they are JSON. */
export type Parse = (plain: Buffer) => unknown;

/** A body as it was meant: its JSON value, and whether its bytes were UTF-8 (otherwise U+FFFD stands where they were not). */
export type Body = { value: unknown; isUtf8: boolean };

/**
 * Reads what a tracking client sent. Bytes decide, labels only help: gzip is recognised by its first bytes, and JSON is read under any
 * content type, also from a form's `data` field as JSON or base64.
 *
 * @param encoding    the Content-Encoding header
 * @param limitBytes  most bytes after decompression
 * @param other       reads what need not be JSON
 * @throws            Failure `body_too_large`, `bad_json`
 */
export function readBody(bytes: Buffer, encoding: string | undefined, limitBytes: number, other: Parse = () => null): Body {
  const plain = decompress(bytes, encoding?.trim().toLowerCase() ?? "", limitBytes);
  if (plain.length > limitBytes) throw tooLarge(limitBytes);
  if (plain.length > worthLookingBytes && isEndless(plain))
    throw new Failure("bad_json", { problem: `it is nested deeper than ${mostLevels} levels` });
  return { value: other(plain) ?? readJson(jsonIn(plain.toString("utf8"))), isUtf8: isUtf8(plain) };
}

/** The value in a `data` field: JSON, or JSON in base64. @throws Failure `bad_json` */
export const readData = (data: string): unknown => readJson(jsonOf(data));

const tooLarge = (limitBytes: number): Failure => new Failure("body_too_large", { limit: `${Math.round(limitBytes / 1024)} KiB` });

function decompress(bytes: Buffer, encoding: string, limitBytes: number): Buffer {
  const options = { maxOutputLength: limitBytes };
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes, options);
    if (encoding === "br") return brotliDecompressSync(bytes, options);
    // Two things are called deflate: with the zlib header and without it.
    if (encoding === "deflate") return isZlib(bytes) ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
    return bytes;
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(limitBytes);
    throw new Failure("bad_json", { problem: "it cannot be decompressed" });
  }
}

const isZlib = (bytes: Buffer): boolean => bytes.length > 1 && (bytes[0]! & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;

function jsonIn(text: string): string {
  const start = text.trimStart();
  if (!/^[\w%.-]+=/.test(start)) return text;
  const data = new URLSearchParams(start).get("data");
  return data === null ? text : jsonOf(data);
}

const jsonOf = (data: string): string => (/^\s*[[{]/.test(data) ? data : Buffer.from(data.replaceAll(" ", "+"), "base64").toString("utf8"));

// No program writes this deep by itself: JSON that nests for ever takes a second to parse, and nothing can write it down again.
const mostLevels = 100_000;
const worthLookingBytes = 100_000;

const [quote, backslash] = [0x22, 0x5c];

/** Whether brackets are open deeper than anything real; it looks at bytes, which costs less than parsing. */
function isEndless(bytes: Buffer): boolean {
  let depth = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === quote) {
      for (at++; at < bytes.length && bytes[at] !== quote; at++) if (bytes[at] === backslash) at++;
    } else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > mostLevels) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return false;
}

const longDigits = /\d{16}/;
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** Whole numbers beyond 2^53 would lose digits as numbers: they are kept as text. */
const keepDigits = (text: string): string =>
  text.replace(stringOrNumber, (token) => (/^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token));

/** The value of a JSON text from outside. @throws Failure `bad_json` */
export function readJson(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    if (!longDigits.test(text)) return value;
    // Only on text that is known to be JSON: a quote that is never closed would keep the search busy for minutes.
    const kept = keepDigits(text);
    return kept === text ? value : (JSON.parse(kept) as unknown);
  } catch (error) {
    throw new Failure("bad_json", { problem: text.trim() === "" ? "it is empty" : (error as Error).message });
  }
}
