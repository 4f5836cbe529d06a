import { matchProbability, priorBits, twinShare } from "../../stats/linkage.ts";
import { findCandidates } from "./blocks.ts";
import type { Card } from "./card.ts";
import { compareCards } from "./compare.ts";
import { countValues } from "./frequencies.ts";
import { countTogether, noTies, tiesAmongStrangers, type Crowd, type Ties } from "./ties.ts";
import { weigh, witnessesOf, type Weight, type Witness } from "./weigh.ts";

/** Two customers that may be one, with what speaks for and against it. */
export type LikelyPair = Weight & { a: Card; b: Card; probability: number };

/** What came of a look at all customers: pairs, the likeliest first; how many were compared; how many groups were too large to compare. */
export type Look = { pairs: LikelyPair[]; compared: number; crowded: number };

/** A pair is shown when it is likelier than not. */
export const leastProbability = 0.5;
const pauseEvery = 20_000;
// What is learned settles within a few rounds: then a round finds no more pairs than this above the round before.
const settled = 0.5;
const mostRounds = 12;
// Bits and odds by which a pair can still come to something, whatever is found out about the list.
const hopeless = -4;

type Candidate = { a: Card; b: Card; witnesses: Witness[]; probability: number };

/**
 * Looks for customers that may be one.
 *
 * How strangers agree, and how many customers have a double, is learned from the list itself: first everything that agrees is taken for chance,
 * then what is probably one person is left out of it, and so on.
 *
 * @param pause  awaited now and then, so that others get their turn and the work can be stopped; told how far it is, in 0-1
 */
export async function findLikelyPairs(cards: readonly Card[], pause: (done: number) => Promise<void> = async () => {}): Promise<Look> {
  const crowd = await countTogether(cards, () => pause(0));
  const { candidates, compared, crowded } = await compareAll(cards, (done) => pause(done * 0.8));
  const { prior, ties } = await learn(candidates, { crowd, records: cards.length, pause: (done) => pause(0.8 + done * 0.2) });
  const pairs = candidates.flatMap(({ a, b, witnesses }) => {
    const weight = weigh(witnesses, ties);
    const probability = matchProbability(weight.bits, prior);
    return probability >= leastProbability ? [{ a, b, ...weight, probability }] : [];
  });
  pairs.sort((x, y) => y.bits - x.bits || (x.a.identity + x.b.identity < y.a.identity + y.b.identity ? -1 : 1));
  return { pairs, compared, crowded };
}

/** Compares the cards that share something telling, and keeps what can still come to something. */
async function compareAll(cards: readonly Card[], pause: (done: number) => Promise<void>) {
  const frequencies = countValues(cards);
  const { pairs, crowded } = findCandidates(cards);
  const candidates: Candidate[] = [];
  for (const [i, [one, other]] of pairs.entries()) {
    if (i % pauseEvery === 0) await pause(i / pairs.length);
    const [a, b] = [cards[one]!, cards[other]!];
    const witnesses = witnessesOf([a, b], compareCards(a, b), frequencies);
    if (weigh(witnesses, noTies).bits + priorBits(cards.length, 1) > hopeless) candidates.push({ a, b, witnesses, probability: 0 });
  }
  return { candidates, compared: pairs.length, crowded };
}

type Learning = { crowd: Crowd; records: number; pause: (done: number) => Promise<void> };

/** What the list says about itself: the odds before looking, and what ties fields together. Tells each candidate how likely it is. */
async function learn(candidates: readonly Candidate[], { crowd, records, pause }: Learning): Promise<{ prior: number; ties: Ties }> {
  let [prior, ties] = [priorBits(records, twinShare(0, 0)), tiesAmongStrangers(crowd, [])];
  for (let round = 0, before = 0; round < mostRounds; round++) {
    let found = 0;
    for (const [i, candidate] of candidates.entries()) {
      if (i % pauseEvery === 0) await pause(round / mostRounds);
      candidate.probability = matchProbability(weigh(candidate.witnesses, ties).bits, prior);
      found += candidate.probability;
    }
    prior = priorBits(records, twinShare(found, records));
    ties = tiesAmongStrangers(crowd, candidates);
    if (Math.abs(found - before) < settled) break;
    before = found;
  }
  return { prior, ties };
}
