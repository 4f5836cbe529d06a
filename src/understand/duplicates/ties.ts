import { tieBits, type Agreements } from "../../stats/linkage.ts";
import { cardFields, type Card } from "./card.ts";
import type { Agreement } from "./compare.ts";

/**
 * For two fields, as places in the list of fields, how much of what the later one says the earlier one has said already, in bits of at least 0;
 * `at` says where.
 */
export type Ties = Float64Array;

type Together = Omit<Agreements, "apart">;

const pairsIn = (count: number): number => (count * (count - 1)) / 2;
const size = cardFields.length;
/** Where in the ties two fields are. */
export const at = (one: number, other: number): number => one * size + other;

/** Takes every field for a witness of its own. */
export const noTies: Ties = new Float64Array(size * size);

/** How many of all pairs of cards agree on two fields, and on each of them, where both are known: every two fields, the earlier first. */
export type Crowd = ReadonlyMap<number, Together>;

/**
 * Counts agreements among all pairs, without looking at any pair: a value that n cards carry makes n (n - 1) / 2.
 *
 * @param pause  awaited between fields
 */
export async function countTogether(cards: readonly Card[], pause: () => Promise<void>): Promise<Crowd> {
  const numbered = cardFields.map((field) => numberValues(cards.map((card) => card[field])));
  const crowd = new Map<number, Together>();
  for (let one = 0; one < size; one++) {
    await pause();
    for (let other = one + 1; other < size; other++) crowd.set(at(one, other), countTwo(numbered[one]!, numbered[other]!));
  }
  return crowd;
}

/** Values as numbers from 1; an empty one is 0. */
function numberValues(values: readonly string[]): number[] {
  const numbers = new Map<string, number>([["", 0]]);
  return values.map((value) => {
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return number;
  });
}

function countTwo(one: readonly number[], other: readonly number[]): Together {
  const [ones, others, boths] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()];
  const add = (counts: Map<number, number>, value: number) => counts.set(value, (counts.get(value) ?? 0) + 1);
  let known = 0;
  for (const [i, a] of one.entries()) {
    const b = other[i]!;
    if (a === 0 || b === 0) continue;
    known++;
    add(ones, a);
    add(others, b);
    add(boths, a * (other.length + 1) + b);
  }
  const agreeing = (counts: Map<number, number>) => [...counts.values()].reduce((sum, count) => sum + pairsIn(count), 0);
  return { one: agreeing(ones), other: agreeing(others), both: agreeing(boths), pairs: pairsIn(known) };
}

/** How a pair agrees on the fields that both have, by their places, and how likely it is one person, in 0-1. */
type LikelyOne = { witnesses: readonly { place: number; agreement: Agreement }[]; probability: number };

/** What ties fields together among strangers: all pairs, less those that are probably one person. */
export function tiesAmongStrangers(crowd: Crowd, likely: Iterable<LikelyOne>): Ties {
  const strangers = new Map([...crowd].map(([place, counts]) => [place, { ...counts, apart: 0 }]));
  for (const { witnesses, probability } of likely)
    for (const [i, one] of witnesses.entries())
      for (const other of witnesses.slice(i + 1)) {
        const counts = strangers.get(at(one.place, other.place))!;
        const [first, second] = [one.agreement === "same", other.agreement === "same"];
        counts.pairs -= probability;
        if (first) counts.one -= probability;
        if (second) counts.other -= probability;
        if (!first || !second) continue;
        counts.both -= probability;
        counts.apart += probability;
      }
  const ties = new Float64Array(size * size);
  for (const [place, counts] of strangers) ties[place] = tieBits(counts);
  return ties;
}
