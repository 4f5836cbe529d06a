/// <reference lib="es2024.string" />
/** What may pass the door: levels, keys, letters and items of a value from outside. */
export const bounds = {
  depth: 64,
  deepest: 200,
  keysOfObject: 500,
  keysOfEvent: 2000,
  keyBytes: 256,
  textBytes: 16_384,
  items: 1000,
} as const;

/** A value that every later stage can hold, what had to be mended, and about how many letters it holds; `tooDeep` when it cannot be mended. */
export type Sanitised<T> = { value: T; flags: string[]; letters: number; tooDeep: boolean };

type Mending = { keys: number; letters: number; flags: Set<string> };
type Bag = Record<string, unknown>;

/**
 * Makes a JSON value from outside harmless: no prototype keys, no NUL or half letters, no endless nesting, keys, texts or lists.
 *
 * A value that needs nothing is returned as it is. Mended objects have no prototype.
 */
export function sanitise<T>(value: T): Sanitised<T> {
  const mending: Mending = { keys: 0, letters: 0, flags: new Set() };
  if (isClean(value, 1, mending)) return { value, flags: [], letters: mending.letters, tooDeep: false };
  if (isDeeperThan(value, bounds.deepest)) return { value: null as T, flags: [], letters: 0, tooDeep: true };
  mending.keys = 0;
  const mended = mend(value, 1, mending) as T;
  return { value: mended, flags: [...mending.flags].sort(), letters: Infinity, tooDeep: false };
}

// Both walks below end at level 64, so that they cannot exhaust the stack; the one that looks deeper keeps its own.
function isClean(value: unknown, level: number, mending: Mending): boolean {
  // Quotes, commas and whole numbers are counted as a handful of letters.
  mending.letters += 8;
  if (typeof value === "string") {
    mending.letters += value.length;
    return isCleanText(value, bounds.textBytes);
  }
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  if (level > bounds.depth) return false;
  if (Array.isArray(value)) return value.length <= bounds.items && value.every((item) => isClean(item, level + 1, mending));
  const keys = Object.keys(value);
  mending.keys += keys.length;
  if (keys.length > bounds.keysOfObject || mending.keys > bounds.keysOfEvent) return false;
  for (const key of keys) {
    mending.letters += key.length;
    if (isReserved(key) || !isCleanText(key, bounds.keyBytes) || !isClean((value as Bag)[key], level + 1, mending)) return false;
  }
  return true;
}

const isReserved = (key: string): boolean => key === "__proto__" || key === "constructor" || key === "prototype";

const isCleanText = (text: string, limitBytes: number): boolean =>
  (text.length * 3 <= limitBytes || Buffer.byteLength(text) <= limitBytes) && !text.includes("\0") && text.isWellFormed();

function isDeeperThan(value: unknown, most: number): boolean {
  const stack: [unknown, number][] = [[value, 1]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [inner, level] = top;
    if (typeof inner !== "object" || inner === null) continue;
    if (level > most) return true;
    for (const part of Object.values(inner)) if (typeof part === "object" && part !== null) stack.push([part, level + 1]);
  }
  return false;
}

function mend(value: unknown, level: number, mending: Mending): unknown {
  if (typeof value === "string") return mendText(value, bounds.textBytes, mending);
  if (typeof value === "number") return Number.isFinite(value) ? value : flag(mending, "number_not_finite", null);
  if (typeof value !== "object" || value === null) return value;
  if (level > bounds.depth) return flag(mending, "nesting_flattened", mendText(JSON.stringify(value), bounds.textBytes, mending));
  if (Array.isArray(value)) {
    if (value.length > bounds.items) mending.flags.add("list_cut");
    return value.slice(0, bounds.items).map((item) => mend(item, level + 1, mending));
  }
  return mendObject(value as Bag, level, mending);
}

function mendObject(bag: Bag, level: number, mending: Mending): Bag {
  const mended = Object.create(null) as Bag;
  let keys = 0;
  for (const key of Object.keys(bag)) {
    if (++keys > bounds.keysOfObject || ++mending.keys > bounds.keysOfEvent) {
      mending.flags.add("keys_dropped");
      break;
    }
    const name = isReserved(key) ? flag(mending, "key_renamed", `_${key}`) : mendText(key, bounds.keyBytes, mending);
    mended[name] = mend(bag[key], level + 1, mending);
  }
  return mended;
}

function mendText(text: string, limitBytes: number, mending: Mending): string {
  let mended = text;
  if (mended.includes("\0") || !mended.isWellFormed())
    mended = flag(mending, "text_mended", mended.toWellFormed().replaceAll("\0", "\ufffd"));
  if (Buffer.byteLength(mended) <= limitBytes) return mended;
  // A cut inside a letter leaves its first bytes, which decode to U+FFFD: that one is dropped.
  return flag(
    mending,
    "text_cut",
    Buffer.from(mended)
      .subarray(0, limitBytes)
      .toString("utf8")
      .replace(/\ufffd+$/, ""),
  );
}

function flag<T>(mending: Mending, code: string, value: T): T {
  mending.flags.add(code);
  return value;
}
