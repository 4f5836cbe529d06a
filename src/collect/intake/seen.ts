import { text } from "node:stream/consumers";
import { isDamage } from "../../store/events/damage.ts";
import type { MessageHash } from "../../store/customer-id.ts";
import type { Store } from "../../store/open.ts";
import { factTables } from "./line.ts";

/** Remembers which message hashes may have been seen. It can be wrong in one direction only: what it calls new is new. */
export type Seen = { has(hash: MessageHash): boolean; add(hash: MessageHash): void; bytes(): number };

type Slice = { bits: Uint32Array; room: number };

const bitsPerHash = 24;
const probes = 8;
const firstBits = 1 << 23;

/** A Bloom filter that grows by slices of doubled room; about four hashes in a hundred thousand are taken for seen although they are new. */
export function createSeen(): Seen {
  const slices: Slice[] = [sliceOf(firstBits)];
  return {
    has({ low, high }) {
      return slices.some((slice) => isIn(slice, low, high | 1));
    },
    add({ low, high }) {
      let newest = slices.at(-1)!;
      if (newest.room === 0) slices.push((newest = sliceOf(newest.bits.length * 32 * 2)));
      newest.room--;
      for (let i = 0; i < probes; i++) {
        const bit = bitAt(newest, low, high | 1, i);
        newest.bits[bit >>> 5]! |= 1 << (bit & 31);
      }
    },
    bytes: () => slices.reduce((sum, { bits }) => sum + bits.byteLength, 0),
  };
}

const sliceOf = (bits: number): Slice => ({ bits: new Uint32Array(bits / 32), room: Math.floor(bits / bitsPerHash) });

// The size is a power of two, so the mask is the remainder.
const bitAt = ({ bits }: Slice, a: number, b: number, i: number): number => (a + Math.imul(i, b)) & (bits.length * 32 - 1);

function isIn(slice: Slice, a: number, b: number): boolean {
  for (let i = 0; i < probes; i++) {
    const bit = bitAt(slice, a, b, i);
    if (!(slice.bits[bit >>> 5]! & (1 << (bit & 31)))) return false;
  }
  return true;
}

const rememberedAtLeastMs = 8 * 86_400_000;
const rememberedAtMost = 50_000_000;
const hashesAtOnce = 2_000_000;

/**
 * Fills the memory from the event store: every message while there are at most 50 million, otherwise those of the last 8 days.
 *
 * It is read in pieces of about two million hashes, so that neither process holds more than a few dozen megabytes at once.
 */
export async function loadSeen(store: Store, nowMs: number): Promise<Seen> {
  return readSeen(store, nowMs).catch(async (error: unknown) => {
    // A product that does not start because of one damaged piece would not start for ever.
    if (!isDamage(error)) throw error;
    await store.events.mend(factTables);
    return readSeen(store, nowMs);
  });
}

async function readSeen({ events }: Store, nowMs: number): Promise<Seen> {
  const seen = createSeen();
  for (const table of factTables) {
    const total = Number(await text((await events.client.exec({ query: `SELECT count() FROM ${table} FORMAT TSV` })).stream));
    const since = total > rememberedAtMost ? (nowMs - rememberedAtLeastMs) * 1000 : 0;
    const pieces = Math.ceil(total / hashesAtOnce);
    for (let piece = 0; piece < pieces; piece++) {
      const query = `SELECT message_hash FROM ${table} WHERE seq >= {since:UInt64} AND message_hash % {pieces:UInt32} = {piece:UInt32} FORMAT RowBinary`;
      const { stream } = await events.client.exec({ query, query_params: { since, pieces, piece } });
      await addHashes(seen, stream as AsyncIterable<Buffer>);
    }
  }
  return seen;
}

async function addHashes(seen: Seen, stream: AsyncIterable<Buffer>): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    const bytes = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    const whole = bytes.length - (bytes.length % 8);
    for (let at = 0; at < whole; at += 8) seen.add({ low: bytes.readUInt32LE(at), high: bytes.readUInt32LE(at + 4) });
    rest = bytes.subarray(whole);
  }
}
