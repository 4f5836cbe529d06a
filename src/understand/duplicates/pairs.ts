import { matchProbability, priorBits } from "../../stats/linkage.ts";
import { findCandidates } from "./blocks.ts";
import type { Card } from "./card.ts";
import { compareCards, countValues, type Comparison } from "./compare.ts";

/** Two customers that may be one, with what speaks for and against it. */
export type LikelyPair = Comparison & { a: Card; b: Card; probability: number };

/** What came of a look at all customers: pairs, the likeliest first; how many were compared; how many groups were too large to compare. */
export type Look = { pairs: LikelyPair[]; compared: number; crowded: number };

// One customer in twenty has a double: what companies find in lists that nobody tended. It moves the line, not the order.
const twins = 0.05;
/** A pair is shown when it is likelier than not. */
export const leastProbability = 0.5;
const pauseEvery = 20_000;

/**
 * Looks for customers that may be one.
 *
 * @param pause  awaited now and then, so that others get their turn and the work can be stopped; told how far it is, in 0-1
 */
export async function findLikelyPairs(cards: readonly Card[], pause: (done: number) => Promise<void> = async () => {}): Promise<Look> {
  const frequencies = countValues(cards);
  const prior = priorBits(cards.length, twins);
  await pause(0);
  const { pairs: candidates, crowded } = findCandidates(cards);
  const pairs: LikelyPair[] = [];
  for (const [i, [a, b]] of candidates.entries()) {
    if (i % pauseEvery === 0) await pause(i / candidates.length);
    const comparison = compareCards(cards[a]!, cards[b]!, frequencies);
    const probability = matchProbability(comparison.bits, prior);
    if (probability >= leastProbability) pairs.push({ a: cards[a]!, b: cards[b]!, ...comparison, probability });
  }
  pairs.sort((x, y) => y.bits - x.bits || (x.a.identity + x.b.identity < y.a.identity + y.b.identity ? -1 : 1));
  return { pairs, compared: candidates.length, crowded };
}
