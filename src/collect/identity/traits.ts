/** Traits with the time (UTC ms) at which each was said, negative for a default. A `null` value says that the trait was unset. */
export type Traits = { values: Record<string, unknown>; times: Record<string, number> };

export const noTraits = (): Traits => ({ values: {}, times: {} });

/**
 * Merges what was said at different times: for each trait the latest word counts, whatever the order in which the words arrive.
 *
 * @returns  `into`, changed; the result says whether anything in it did
 */
export function mergeTraits(into: Traits, { values, times }: Traits): boolean {
  let changed = false;
  for (const [name, value] of Object.entries(values)) {
    const at = times[name] ?? 0;
    const before = Object.hasOwn(into.times, name) ? into.times[name]! : -Infinity;
    if (at < before || (at === before && textOf(value) <= textOf(into.values[name]))) continue;
    into.values[name] = value;
    into.times[name] = at;
    changed = true;
  }
  return changed;
}

/** What was said at one moment. */
export const traitsAt = (values: Record<string, unknown>, at: number): Traits => ({
  values,
  times: Object.fromEntries(Object.keys(values).map((name) => [name, at])),
});

/** The traits that are set. */
export const setTraits = ({ values }: Traits): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));

// Two words of the same moment: any rule does, as long as it does not depend on which came first.
const textOf = (value: unknown): string => JSON.stringify(value) ?? "";
