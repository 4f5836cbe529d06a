import { cardFields, type Card, type CardField } from "./card.ts";

/** How many cards carry each value of each field, and each whole name: agreeing on something rare says more. */
export type Frequencies = {
  of: Record<CardField, Map<string, number>>;
  known: Record<CardField, number>;
  names: Map<string, number>;
  cards: number;
};

/** Counts what cards carry. */
export function countValues(cards: readonly Card[]): Frequencies {
  const of = Object.fromEntries(cardFields.map((field) => [field, new Map<string, number>()])) as Frequencies["of"];
  const known = Object.fromEntries(cardFields.map((field) => [field, 0])) as Frequencies["known"];
  const names = new Map<string, number>();
  for (const card of cards) {
    if (card.given && card.family) names.set(nameOf(card), (names.get(nameOf(card)) ?? 0) + 1);
    for (const field of cardFields) {
      const value = card[field];
      if (value === "") continue;
      known[field]++;
      of[field].set(value, (of[field].get(value) ?? 0) + 1);
    }
  }
  return { of, known, names, cards: cards.length };
}

const nameOf = ({ given, family }: Pick<Card, "given" | "family">): string => `${given}|${family}`;

/** The share of other cards that carry the value of one, in (0, 0.5]; of two values the commoner counts. */
export function shareOf(field: CardField, values: readonly string[], { of, known }: Frequencies): number {
  const count = Math.max(...values.map((value) => of[field].get(value) ?? 1));
  // One in a small list is not as rare as it looks.
  return Math.min(0.5, Math.max(1, count - 1) / Math.max(known[field], 50));
}

// One person is hardly ever written down more often.
const oneself = 4;

/** The share of cards that carry a whole name, besides those that may be one person's, in [0, 1). */
export function namesakes(card: Card, { names, cards }: Frequencies): number {
  return Math.max(0, (names.get(nameOf(card)) ?? 0) - oneself) / Math.max(cards, 50);
}
