import type { Card } from "./card.ts";

/** Cards that share one of these are compared. Each is a way in which two records of one person usually still agree. */
const blocks: readonly ((card: Card) => string)[] = [
  ({ given, family }) => join([given, family].filter(Boolean).sort().join(" "), given && family),
  ({ given, family, born }) => join(initials(given, family), born),
  ({ family, born }) => join(family.slice(0, 1), born),
  ({ given, born }) => join(given.slice(0, 1), born),
  ({ family, postcode }) => join(family.slice(0, 3), postcode),
  ({ given, postcode }) => join(given.slice(0, 3), postcode),
  ({ family, city }) => join(family.slice(0, 4), city),
  ({ given, family, city }) => join(initials(given, family), city),
  ({ born, postcode }) => join(born, postcode),
  ({ born, city }) => join(born, city),
  ({ street }) => street,
  ({ email }) => email,
  ({ mailbox }) => mailbox,
  ({ phone }) => phone,
];

const initials = (given: string, family: string): string => [given.slice(0, 1), family.slice(0, 1)].sort().join("");
const join = (a: string, b: string): string => (a && b ? `${a}|${b}` : "");

/** Pairs worth comparing, as places in the list, and how many groups were too large to say anything. */
export type Candidates = { pairs: [number, number][]; crowded: number };

// What more customers than this share is no hint that any two of them are one.
const largestGroup = 60;

/** Finds pairs of cards that agree on something telling, each once; all pairs would be too many. */
export function findCandidates(cards: readonly Card[], largest = largestGroup): Candidates {
  const found = new Set<number>();
  let crowded = 0;
  for (const block of blocks) {
    const groups = new Map<string, number[]>();
    for (const [place, card] of cards.entries()) {
      const name = block(card);
      if (name === "") continue;
      const group = groups.get(name);
      if (group) group.push(place);
      else groups.set(name, [place]);
    }
    for (const group of groups.values()) {
      if (group.length > largest) crowded++;
      else for (const [i, a] of group.entries()) for (const b of group.slice(i + 1)) found.add(a * cards.length + b);
    }
  }
  return { pairs: [...found].map((both) => [Math.floor(both / cards.length), both % cards.length]), crowded };
}
