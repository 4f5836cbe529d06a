import type { Touchpoint } from "../../model/touchpoint.ts";
import { fold } from "./fold.ts";

const enough = 0.55;

/** The touchpoint whose name is most like a name from outside; `null` when none is like it. */
export function suggestTouchpoint(name: string, touchpoints: readonly Touchpoint[]): { id: string; name: string } | null {
  const pairs = pairsOf(name);
  let best = { likeness: enough, touchpoint: null as Touchpoint | null };
  for (const touchpoint of touchpoints)
    for (const other of [touchpoint.name, ...touchpoint.names]) {
      const likeness = likenessOf(pairs, pairsOf(other));
      if (likeness > best.likeness) best = { likeness, touchpoint };
    }
  return best.touchpoint && { id: best.touchpoint.id, name: best.touchpoint.name };
}

/** Pairs of neighbouring letters in each word, the words in any order: `addToCart`, `Cart: add to` and `add_to_cart` have the same. */
function pairsOf(name: string): Set<string> {
  const words = fold(name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  return new Set(words.flatMap((word) => Array.from({ length: word.length + 1 }, (_, i) => ` ${word} `.slice(i, i + 2))));
}

/** Share of the pairs that two names have in common (Dice), in [0, 1]. */
function likenessOf(a: Set<string>, b: Set<string>): number {
  let both = 0;
  for (const pair of a) if (b.has(pair)) both++;
  return (2 * both) / (a.size + b.size || 1);
}
