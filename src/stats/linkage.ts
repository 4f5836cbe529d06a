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

/** Pairs of strangers: how many there are, how many agree on one thing, on another, and on both; and how many more on both that are no strangers. */
export type Agreements = { pairs: number; one: number; other: number; both: number; apart: number };

// A handful of pairs proves no tie, nor do the few of one person among strangers that were not told from them.
const handful = 5;
const untold = 0.03;

/**
 * How much of what an agreement says another agreement has said already, in bits of at least 0: how much oftener strangers agree on both than
 * they would if the two had nothing to do with each other.
 */
export function tieBits({ pairs, one, other, both, apart }: Agreements): number {
  const expected = pairs > 0 ? (Math.max(0, one) * Math.max(0, other)) / pairs : 0;
  const granted = handful + untold * apart;
  return Math.max(0, Math.log2((Math.max(0, both) + granted) / (expected + granted)));
}

// What companies find in lists that nobody tended: one in twenty has a double. It weighs as much as so many records do.
const usual = { share: 0.05, records: 400 };

/** The share of records that have another one of the same person, in (0, 1], from how many pairs probably are one; without any records the usual one. */
export function twinShare(pairs: number, records: number): number {
  return Math.min(1, (2 * pairs + usual.share * usual.records) / (records + usual.records));
}
