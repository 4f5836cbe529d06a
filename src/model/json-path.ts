/** A step into a JSON value: a key of an object, or `null` for the items of a list. */
export type Step = string | null;

const step = /(?:^|\.)([^.[\]"]+)|(\[\])|\[("(?:[^"\\]|\\.)*")\]/y;

/** The steps of a path such as `data.items[].price` or `data["odd.key"]`; empty is the value itself. `null` when it is no path. */
export function parsePath(path: string): Step[] | null {
  const steps: Step[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) return null;
    const [, name, items, quoted] = match;
    const key = items ? null : (name ?? readQuoted(quoted!));
    if (key === undefined) return null;
    steps.push(key);
  }
  return steps;
}

function readQuoted(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined; // an escape that JSON does not know
  }
}

/** A path as people read it. */
export function printPath(steps: readonly Step[]): string {
  return steps
    .map((key, i) => (key === null ? "[]" : /^[^.[\]"]+$/.test(key) ? `${i > 0 ? "." : ""}${key}` : `[${JSON.stringify(key)}]`))
    .join("");
}

/**
 * The value at the end of a path; `undefined` when there is none. Only what the value itself holds is looked at.
 *
 * @param item  which item of which list is meant: the list's path, and an index for each `[]` in it. Elsewhere `[]` is the first item
 */
export function valueAt(value: unknown, steps: readonly Step[], item: { each: readonly Step[]; at: readonly number[] } = nowhere): unknown {
  let here = value;
  let lists = 0;
  let isInside = true;
  for (const [i, key] of steps.entries()) {
    isInside = isInside && i < item.each.length && item.each[i] === key;
    if (key === null) {
      if (!Array.isArray(here)) return undefined;
      here = here[isInside ? (item.at[lists++] ?? 0) : 0];
    } else {
      if (typeof here !== "object" || here === null || Array.isArray(here) || !Object.hasOwn(here, key)) return undefined;
      here = (here as Record<string, unknown>)[key];
    }
  }
  return here;
}

const nowhere = { each: [], at: [] };

/** Every place that a path with lists leads to: an index for each `[]`. A path without lists leads to one place, `[]`. */
export function placesOf(value: unknown, steps: readonly Step[]): number[][] {
  const list = steps.indexOf(null);
  if (list === -1) return valueAt(value, steps) === undefined ? [] : [[]];
  const items = valueAt(value, steps.slice(0, list));
  if (!Array.isArray(items)) return [];
  return items.flatMap((item, index) => placesOf(item, steps.slice(list + 1)).map((rest) => [index, ...rest]));
}
