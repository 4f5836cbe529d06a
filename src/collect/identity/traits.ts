/**
 * Traits with the time (UTC ms) at which each was said, negative for a default, and by which source. A `null` value says that the trait was
 * unset.
 */
export type Traits = { values: Record<string, unknown>; times: Record<string, number>; sources: Record<string, string> };

export const noTraits = (): Traits => ({ values: {}, times: {}, sources: {} });

/**
 * Merges what was said at different times: for each trait the latest word counts, whatever the order in which the words arrive.
 *
 * @returns  `into`, changed; the result says whether anything in it did
 */
export function mergeTraits(into: Traits, { values, times, sources }: Traits): boolean {
  let changed = false;
  for (const [name, value] of Object.entries(values)) {
    const at = times[name] ?? 0;
    const source = sources[name] ?? "";
    const before = Object.hasOwn(into.times, name) ? into.times[name]! : -Infinity;
    if (at < before || (at === before && rankOf(value, source) <= rankOf(into.values[name], into.sources[name] ?? ""))) continue;
    into.values[name] = value;
    into.times[name] = at;
    into.sources[name] = source;
    changed = true;
  }
  return changed;
}

/** What one source said at one moment. */
export const traitsAt = (values: Record<string, unknown>, at: number, source: string): Traits => ({
  values,
  times: Object.fromEntries(Object.keys(values).map((name) => [name, at])),
  sources: Object.fromEntries(Object.keys(values).map((name) => [name, source])),
});

/** The traits that are set. */
export const setTraits = ({ values }: Traits): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));

// Two words of the same moment: any rule does, as long as it does not depend on which came first.
const rankOf = (value: unknown, source: string): string => `${JSON.stringify(value) ?? ""}\n${source}`;
