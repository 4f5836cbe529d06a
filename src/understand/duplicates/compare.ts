import jaroWinkler from "jaro-winkler";
import { evidenceBits } from "../../stats/linkage.ts";
import { cardFields, type Card, type CardField } from "./card.ts";

/** How two values agree. `swapped`: given and family name have changed places. */
export type Agreement = "same" | "close" | "swapped" | "different";
/** What one field says of two customers being one, in bits; negative when it speaks against it. */
export type Reason = { field: CardField; agreement: Agreement; bits: number };
export type Comparison = { bits: number; reasons: Reason[] };

/**
 * How often the values of one person's two records are the same, and how often they are close, from a spelling mistake; the rest of the time
 * they differ. `closeByChance`: how often those of two strangers are close.
 */
const habits: Record<CardField, { same: number; close: number; closeByChance: number }> = {
  given: { same: 0.8, close: 0.14, closeByChance: 0.015 },
  family: { same: 0.82, close: 0.13, closeByChance: 0.01 },
  born: { same: 0.88, close: 0.09, closeByChance: 0.003 },
  email: { same: 0.5, close: 0.08, closeByChance: 0.002 },
  mailbox: { same: 0.4, close: 0.1, closeByChance: 0.004 },
  phone: { same: 0.5, close: 0.05, closeByChance: 0.0005 },
  postcode: { same: 0.72, close: 0.1, closeByChance: 0.004 },
  city: { same: 0.72, close: 0.13, closeByChance: 0.01 },
  street: { same: 0.62, close: 0.16, closeByChance: 0.004 },
};

/** How many cards carry each value of each field: agreeing on something rare says more. */
export type Frequencies = { of: Record<CardField, Map<string, number>>; known: Record<CardField, number> };

export function countValues(cards: readonly Card[]): Frequencies {
  const of = Object.fromEntries(cardFields.map((field) => [field, new Map<string, number>()])) as Frequencies["of"];
  const known = Object.fromEntries(cardFields.map((field) => [field, 0])) as Frequencies["known"];
  for (const card of cards)
    for (const field of cardFields) {
      const value = card[field];
      if (value === "") continue;
      known[field]++;
      of[field].set(value, (of[field].get(value) ?? 0) + 1);
    }
  return { of, known };
}

/** Compares two cards field by field. A field that either lacks says nothing. */
export function compareCards(a: Card, b: Card, frequencies: Frequencies): Comparison {
  const isSwapped = areSwapped(a, b);
  // A mailbox is part of the address: the two say one thing, and it is said once.
  const untold = a.mailbox !== "" && a.mailbox === b.mailbox && a.email !== b.email ? "email" : "mailbox";
  const reasons = cardFields.flatMap((field): Reason[] => {
    if (a[field] === "" || b[field] === "" || field === untold) return [];
    const agreement = isSwapped && (field === "given" || field === "family") ? "swapped" : agree(field, a[field], b[field]);
    return [{ field, agreement, bits: bitsOf(field, agreement, rarest(field, [a[field], b[field]], frequencies)) }];
  });
  return { bits: reasons.reduce((sum, { bits }) => sum + bits, 0), reasons };
}

/** What an agreement says. `share`: how many of the customers whose field is known carry the value, in (0, 1). */
function bitsOf(field: CardField, agreement: Agreement, share: number): number {
  const { same, close, closeByChance } = habits[field];
  if (agreement === "same") return evidenceBits({ m: same, u: share });
  if (agreement === "swapped") return evidenceBits({ m: same / 10, u: Math.max(share / 2, 1e-6) });
  if (agreement === "close") return evidenceBits({ m: close, u: closeByChance });
  return evidenceBits({ m: 1 - same - close, u: 1 - share - closeByChance });
}

function rarest(field: CardField, values: readonly string[], { of, known }: Frequencies): number {
  const count = Math.max(...values.map((value) => of[field].get(value) ?? 1));
  // One in a small list is not as rare as it looks.
  return Math.min(0.5, count / Math.max(known[field], 50));
}

const areSwapped = (a: Card, b: Card): boolean =>
  a.given !== "" &&
  a.family !== "" &&
  a.given !== a.family &&
  isAlike(a.given, b.family) &&
  isAlike(a.family, b.given) &&
  !isAlike(a.given, b.given);

/** Similarity of two texts by Jaro and Winkler, in 0-1. Cards are lower-case already. */
const likeness = (a: string, b: string): number => jaroWinkler(a, b, { caseSensitive: true });

const isAlike = (a: string, b: string): boolean => a !== "" && b !== "" && (a === b || likeness(a, b) >= 0.92);

function agree(field: CardField, a: string, b: string): Agreement {
  if (a === b) return "same";
  if (field === "born" || field === "postcode" || field === "phone") return isOneSlip(a, b) ? "close" : "different";
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const isInitial = field === "given" && short.length === 1 && long.startsWith(short);
  return isInitial || likeness(a, b) >= (field === "email" ? 0.96 : 0.88) ? "close" : "different";
}

/** Whether one mistake makes one of the other: a wrong, missing or added sign, two that changed places, or day and month. */
function isOneSlip(a: string, b: string): boolean {
  if (a.length === 8 && b === a.slice(0, 4) + a.slice(6) + a.slice(4, 6)) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < Math.min(a.length, b.length) && a[from] === b[from]) from++;
  const [restA, restB] = [a.slice(from), b.slice(from)];
  if (restA.length === restB.length)
    return restA.slice(1) === restB.slice(1) || (restA.slice(0, 2) === `${restB[1]}${restB[0]}` && restA.slice(2) === restB.slice(2));
  return restA.length > restB.length ? restA.slice(1) === restB : restB.slice(1) === restA;
}
