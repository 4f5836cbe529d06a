import type { NameKind, SeenName } from "./observed.ts";

/** One type of value under a name. Instants are UTC ms. */
export type SeenType = { type: string; n: number; firstAt: number; lastAt: number };

/**
 * How a name drifts. `new`: it was not there a week ago, when its source was; `gone`: it used to come and does not any more; `changed`: its
 * values are of another type than they were; `mixed`: they are of more than one type.
 */
export type Drift = "new" | "gone" | "changed" | "mixed";

/** A name of a source as it stands: its types, the newest first, and how it drifts; `null` when it does not. `driftedAt` is UTC ms. */
export type Name = {
  kind: NameKind;
  name: string;
  event: string;
  types: SeenType[];
  n: number;
  firstAt: number;
  lastAt: number;
  drift: Drift | null;
  driftedAt: number | null;
};

const dayMs = 86_400_000;
const newMs = 7 * dayMs;
const fewest = 5;
const gapsOfSilence = 10;

/** The names of one source, each with how it drifts at an instant (UTC ms); an event is told in one way, so its types are not compared. */
export function judgeNames(seen: readonly SeenName[], now: number): Name[] {
  const sourceFirst = Math.min(...seen.map(({ firstAt }) => firstAt));
  const sourceLast = Math.max(...seen.map(({ lastAt }) => lastAt));
  const names = new Map<string, SeenName[]>();
  for (const one of seen) {
    const key = `${one.kind} ${one.name}`;
    const same = names.get(key);
    if (same) same.push(one);
    else names.set(key, [one]);
  }
  return [...names.values()].map((rows) => {
    const types = rows
      .map(({ type, n, firstAt, lastAt }) => ({ type, n, firstAt, lastAt }))
      .sort((a, b) => b.firstAt - a.firstAt || a.n - b.n);
    const { kind, name, event } = rows.toSorted((a, b) => b.lastAt - a.lastAt)[0]!;
    const whole = {
      n: rows.reduce((sum, { n }) => sum + n, 0),
      firstAt: Math.min(...rows.map(({ firstAt }) => firstAt)),
      lastAt: Math.max(...rows.map(({ lastAt }) => lastAt)),
    };
    const base = { kind, name, event, types, ...whole };
    if (isOver(whole, sourceLast)) return { ...base, drift: "gone", driftedAt: whole.lastAt };
    if (whole.firstAt > now - newMs && whole.firstAt > sourceFirst + dayMs) return { ...base, drift: "new", driftedAt: whole.firstAt };
    const [newest, ...older] = types;
    if (kind === "event" || !newest || older.length === 0) return { ...base, drift: null, driftedAt: null };
    const isPast = (type: SeenType) => type.lastAt < newest.firstAt || isOver(type, sourceLast);
    return { ...base, drift: older.every(isPast) ? "changed" : "mixed", driftedAt: newest.firstAt };
  });
}

/** Whether something that used to come is silent for ten times as long as it usually is, and for a day at least, while its source is not. */
function isOver({ n, firstAt, lastAt }: Omit<SeenType, "type">, sourceLast: number): boolean {
  const gap = (lastAt - firstAt) / Math.max(1, n - 1);
  return n >= fewest && sourceLast - lastAt > Math.max(dayMs, gapsOfSilence * gap);
}
