import type { Estimate } from "../model/estimate.ts";

/** Share of all customers above which having asked most of them is worth crediting. */
const largeSample = 0.05;

/**
 * How much narrower an interval becomes when `n` of only `population` customers answered: 1 for a drop in the sea, 0 for everyone.
 *
 * @throws RangeError when more answered than there are
 */
export function populationFactor(n: number, population: number): number {
  if (n > population) throw new RangeError(`${n} answers cannot come from ${population} customers`);
  return population <= 1 ? 0 : Math.sqrt((population - n) / (population - 1));
}

/** An estimate about these very customers and no future ones: its interval drawn in towards its value once over 5 % of them answered. */
export function narrowToPopulation(estimate: Estimate, population: number): Estimate {
  const factor = populationFactor(estimate.n, population);
  if (estimate.n <= largeSample * population) return estimate;
  const draw = (limit: number) => estimate.value + factor * (limit - estimate.value);
  return { ...estimate, low: draw(estimate.low), high: draw(estimate.high) };
}
