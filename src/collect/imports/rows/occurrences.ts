/** Counts how often a hash came by, in about 16 bytes a hash however many there are. */
export class Occurrences {
  #slots = new Float64Array(1 << 16);
  #used = 0;
  readonly #repeated = new Map<number, number>();

  /** How often the hash has come by now: 1 for the first time. Takes a hash of at least 13 hex digits. */
  count(hash: string): number {
    // 52 bits fit a double. Two rows in a billion may meet; one of them then gets the number 2, which is just another number.
    const key = parseInt(hash.slice(0, 13), 16) + 1;
    if (place(this.#slots, key)) {
      if (++this.#used * 2 > this.#slots.length) this.#grow();
      return 1;
    }
    const count = (this.#repeated.get(key) ?? 1) + 1;
    this.#repeated.set(key, count);
    return count;
  }

  #grow(): void {
    const larger = new Float64Array(this.#slots.length * 2);
    for (const key of this.#slots) if (key !== 0) place(larger, key);
    this.#slots = larger;
  }
}

/** Puts a key into a table whose length is a power of two; whether it was not there. */
function place(slots: Float64Array, key: number): boolean {
  const mask = slots.length - 1;
  // Of a number beyond 32 bits `|` takes the lower 32, where `%` would divide.
  for (let slot = (key | 0) & mask; ; slot = (slot + 1) & mask) {
    if (slots[slot] === key) return false;
    if (slots[slot] !== 0) continue;
    slots[slot] = key;
    return true;
  }
}
