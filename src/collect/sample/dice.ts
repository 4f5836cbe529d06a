/** Seeded randomness. The same seed and stream always roll the same numbers, on every machine. */
export type Dice = {
  /** A number in [0, 1). */
  roll(): number;
  /** True with probability `p`. */
  chance(p: number): boolean;
  /** A whole number from `low` to `high`, both inclusive. */
  whole(low: number, high: number): number;
  /** One element of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** A waiting time with the given mean (exponential), in the unit of the mean. */
  wait(mean: number): number;
  /** A positive number around `median`; two thirds lie within a factor e^sigma (log-normal). */
  spread(median: number, sigma: number): number;
};

/**
 * Dice of one stream of a seed; streams do not disturb each other, so person 7 is the same in a town of 200 and of 20 000.
 *
 * @source sfc32 of PractRand by Chris Doty-Humphrey (public domain), seeded through splitmix32
 */
export function takeDice(seed: number, stream: number): Dice {
  const roll = smallFastCounter(mix(seed), mix(stream + 0x51ed270b), mix(seed ^ Math.imul(stream, 0x9e3779b1)));
  const normal = () => Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
  return {
    roll,
    chance: (p) => roll() < p,
    whole: (low, high) => low + Math.floor(roll() * (high - low + 1)),
    pick: <T>(list: readonly T[]) => list[Math.floor(roll() * list.length)] as T,
    wait: (mean) => -mean * Math.log(1 - roll()),
    spread: (median, sigma) => median * Math.exp(sigma * normal()),
  };
}

/** Where a point in [0, 1) falls among shares that sum to 1. Rounding may leave a last crumb, which belongs to the last share. */
export function fall(point: number, shares: readonly number[]): number {
  let sum = 0;
  for (let place = 0; place < shares.length; place++) {
    sum += shares[place]!;
    if (point < sum) return place;
  }
  return shares.length - 1;
}

/** The value at the place where a point in [0, 1) falls; shares sum to 1 over the list. */
export function choose<T extends { share: number }>(point: number, list: readonly T[]): T {
  let sum = 0;
  return list.find((one) => point < (sum += one.share)) ?? list[list.length - 1]!;
}

function smallFastCounter(a: number, b: number, c: number): () => number {
  let counter = 1;
  const roll = () => {
    const next = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + next) | 0;
    return (next >>> 0) / 4_294_967_296;
  };
  // The first numbers of neighbouring seeds still resemble each other.
  for (let warm = 0; warm < 12; warm++) roll();
  return roll;
}

function mix(seed: number): number {
  let z = (seed + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}
