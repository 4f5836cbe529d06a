import { evidenceBits } from "../../stats/linkage.ts";
import { cardFields, type Card, type CardField } from "./card.ts";
import type { Agreed, Agreement } from "./compare.ts";
import { namesakes, shareOf, type Frequencies } from "./frequencies.ts";
import { at, type Ties } from "./ties.ts";

/** What one field says of two customers being one, in bits; negative when it speaks against it. */
export type Reason = { field: CardField; agreement: Agreement; bits: number };
/** All that speaks for and against two customers being one; `bits` is the sum of the reasons. */
export type Weight = { bits: number; reasons: Reason[] };

/**
 * How often the values of one person's two records are the same, and how often they are close, from a spelling mistake; the rest of the time
 * they differ. `closeByChance`: how often those of two strangers are close.
 */
const habits: Record<CardField, { same: number; close: number; closeByChance: number }> = {
  given: { same: 0.8, close: 0.14, closeByChance: 0.015 },
  family: { same: 0.82, close: 0.13, closeByChance: 0.01 },
  born: { same: 0.88, close: 0.09, closeByChance: 0.003 },
  email: { same: 0.55, close: 0, closeByChance: 0 },
  mailbox: { same: 0.4, close: 0.1, closeByChance: 0.004 },
  phone: { same: 0.5, close: 0.05, closeByChance: 0.0005 },
  postcode: { same: 0.72, close: 0.1, closeByChance: 0.004 },
  city: { same: 0.72, close: 0.13, closeByChance: 0.01 },
  street: { same: 0.62, close: 0.16, closeByChance: 0.004 },
  // Whoever gives numbers to customers looks for an earlier one first, and finds it every other time.
  user: { same: 0.5, close: 0, closeByChance: 0 },
};

/** A reason as if no other had been heard; `place` is its field's place in the list of fields. */
export type Witness = Reason & { place: number };

/** What each field on which two cards can be compared says by itself. */
export function witnessesOf([a, b]: readonly [Card, Card], agreed: Agreed, frequencies: Frequencies): Witness[] {
  const witnesses = agreed.flatMap((agreement, place): Witness[] => {
    if (agreement === null) return [];
    const field = cardFields[place]!;
    return [{ field, place, agreement, bits: bitsOf(field, agreement, shareOf(field, [a[field], b[field]], frequencies)) }];
  });
  const [given, family] = witnesses;
  // "Test Test" is common as a whole, however rare its words are elsewhere.
  const share = namesakes(a, frequencies);
  if (share > 0 && given?.field === "given" && family?.field === "family" && given.agreement === "same" && family.agreement === "same") {
    const whole = evidenceBits({ m: habits.given.same * habits.family.same, u: share });
    family.bits = Math.min(family.bits, Math.max(0, whole - given.bits));
  }
  return witnesses;
}

/** Adds up what speaks for and against. What one field says again that another has said already does not count twice. */
export function weigh(witnesses: readonly Witness[], ties: Ties): Weight {
  const reasons: Reason[] = [];
  let sum = 0;
  for (const [i, { field, place, agreement, bits }] of witnesses.entries()) {
    // A postcode is in a city, also in a list that is too short to show it.
    let told = field === "city" ? (reasons.find((before) => before.field === "postcode" && before.bits > 0)?.bits ?? 0) : 0;
    if (agreement !== "different")
      for (const before of witnesses.slice(0, i))
        if (before.agreement !== "different") told = Math.max(told, ties[at(before.place, place)]!);
    const left = agreement === "different" ? bits : Math.max(0, bits - told);
    reasons.push({ field, agreement, bits: left });
    sum += left;
  }
  return { bits: sum, reasons };
}

/** What an agreement says by itself. `share`: how many of the customers whose field is known carry the value, in (0, 1). */
function bitsOf(field: CardField, agreement: Agreement, share: number): number {
  const { same, close, closeByChance } = habits[field];
  if (agreement === "same") return evidenceBits({ m: same, u: share });
  if (agreement === "swapped") return evidenceBits({ m: same / 10, u: Math.max(share / 2, 1e-6) });
  if (agreement === "close") return evidenceBits({ m: close, u: closeByChance });
  return evidenceBits({ m: 1 - same - close, u: 1 - share - closeByChance });
}
