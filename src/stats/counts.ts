/** One term of a comparison: what is counted, and whether it is added or taken away. */
export type Signed<Of> = { sign: 1 | -1; of: Of };

/** What stands before and after a moment, as the two terms of `after - before`. */
export function signChange<Of>(before: Of, after: Of): Signed<Of>[] {
  return [
    { sign: -1, of: before },
    { sign: 1, of: after },
  ];
}

/**
 * Refuses what cannot be a count: text, a negative number, NaN.
 *
 * @throws RangeError naming the count. Stores may send 64-bit counts as text, and "12" + 3 would quietly be 123.
 */
export function checkCounts(counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) {
    if (typeof count !== "number" || !(count >= 0 && count < Infinity)) {
      throw new RangeError(`${name} is a count, so it cannot be ${JSON.stringify(count)}`);
    }
  }
}
