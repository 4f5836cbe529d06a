/**
 * The fewest items that together hold a share of everything counted. At least one, when there is any.
 *
 * @param items  sorted by count, the largest first
 * @param share  in [0, 1]
 */
export function keepShare<Item extends { count: number }>(items: readonly Item[], share: number): Item[] {
  const wanted = share * items.reduce((sum, { count }) => sum + count, 0);
  let held = 0;
  // Sums of whole numbers are exact, a share of them is not: a hair of tolerance keeps 80 % of 10 at 8.
  const enough = items.findIndex(({ count }) => (held += count) >= wanted - 1e-9);
  return items.slice(0, enough + 1);
}
