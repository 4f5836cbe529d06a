/** One value of a nested object, and the way to it: `products › 1 › name`. */
export type Leaf = { path: string; value: string };

/** Every value of a nested object with the way to it, in the order in which it was sent; parts of a list are counted from one. Empty values are left out. */
export function leavesOf(value: unknown, path: readonly string[] = []): Leaf[] {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== "object" || one === null)) return leaf(path, value.filter((one) => one !== null).join(", "));
    return value.flatMap((one, at) => leavesOf(one, [...path, String(at + 1)]));
  }
  if (typeof value === "object") return Object.entries(value).flatMap(([name, one]) => leavesOf(one, [...path, name]));
  return leaf(path, String(value as string | number | boolean));
}

const leaf = (path: readonly string[], value: string): Leaf[] => (value === "" ? [] : [{ path: path.join(" › "), value }]);
