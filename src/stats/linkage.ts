/** How often something is seen: `m` among records of one person, `u` among records of two. Both in (0, 1). */
export type Chances = { m: number; u: number };

/**
 * What an observation says for two records being one person, in bits: each bit doubles the odds, a negative one halves them.
 *
 * @throws   RangeError when a chance is not in (0, 1)
 * @source   Fellegi and Sunter (1969), Journal of the American Statistical Association 64(328)
 */
export function evidenceBits({ m, u }: Chances): number {
  for (const chance of [m, u]) if (!(chance > 0 && chance < 1)) throw new RangeError(`a chance lies between 0 and 1, not ${chance}`);
  return Math.log2(m / u);
}

/**
 * The probability that two records are one person.
 *
 * @param bits      the sum of what was observed
 * @param oddsBits  the odds before anything was observed, as a power of two
 */
export function matchProbability(bits: number, oddsBits: number): number {
  return 1 / (1 + 2 ** -(bits + oddsBits));
}

/**
 * The odds that two records taken at random are one person, as a power of two.
 *
 * @param records     how many there are
 * @param twins       the share of records that have another one of the same person, in (0, 1)
 */
export function priorBits(records: number, twins: number): number {
  return Math.log2(twins / Math.max(1, records - 1));
}
