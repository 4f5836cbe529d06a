/** Disjoint groups: at first each one is alone. */
export type Groups<T> = { of(one: T): Set<T> | undefined; join(a: Set<T>, b: Set<T>): void; all(): Set<T>[] };

export function createGroups<T>(ones: Iterable<T>): Groups<T> {
  const groups = new Map([...ones].map((one) => [one, new Set([one])]));
  return {
    of: (one) => groups.get(one),
    join(a, b) {
      if (a === b) return;
      const [large, small] = a.size < b.size ? [b, a] : [a, b];
      for (const one of small) groups.set(one, large.add(one));
    },
    all: () => [...new Set(groups.values())],
  };
}
