import type { Store } from "../../store/open.ts";
import { hourMs } from "../intake/tally-audit.ts";
import { readAccounts, type Hours } from "./accounts.ts";
import { findDifferences, type Difference } from "./difference.ts";

/** A comparison of what was told with what is there: when, of which hours (UTC ms), of how many messages, and what does not add up. */
export type Check = Hours & { at: number; received: number; differences: Difference[] };

/** Compares the tallies with the rows, again and again, and says loudly when they differ. It mends nothing. */
export type Bookkeeper = {
  /** What the last check of a workspace found; `null` before the first one. */
  last(workspaceId: string): Check | null;
  /** Checks everything there is now. @throws Failure `store_unavailable` */
  check(): Promise<Difference[]>;
  /** Checks no more; resolves when what is under way is done. */
  stop(): Promise<void>;
};

export type BookkeeperOptions = {
  now?: () => number;
  /** Resolves when everything accepted before is stored and told. */
  settled?: () => Promise<void>;
  /** How often it is checked; `null`: never by itself. */
  everyMs?: number | null;
  /** Told of everything that does not add up, and with nothing when it adds up again. */
  onDifference?: (differences: Difference[]) => void;
  onTrouble?: (error: unknown) => void;
};

// A start has other things to do first.
const firstMs = 20_000;
const usualMs = 600_000;
const recentHours = 26;
const wholeMs = 24 * hourMs;

/** Begins to check, soon over everything and then over the last day; once a day over everything again. */
export function createBookkeeper(store: Store, options: BookkeeperOptions = {}): Bookkeeper {
  const { now = Date.now, settled = async () => {}, everyMs = usualMs, onDifference = () => {}, onTrouble = () => {} } = options;
  let wholeAt = -Infinity;
  // What the last look over everything found before the hours that are looked at more often.
  let older: { differences: Difference[]; received: Map<string, number>; until: number } | null = null;
  let found: { check: Omit<Check, "received" | "differences">; differences: Difference[]; received: Map<string, number> } | null = null;
  const known = new Set<string>();
  let wasDifferent = false;
  let checking: Promise<Difference[]> | null = null;

  /** Hours that are over: in the one that runs, what is stored a moment ago may not be told yet. */
  const over = (): number => Math.floor(now() / hourMs) * hourMs;

  /** Which workspaces are in the middle of being erased, or gone since they were first seen: what is left of them proves nothing. */
  async function leaving(): Promise<Set<string>> {
    const rows = await store.records.database.selectFrom("workspaces").select(["id", "sample"]).execute();
    const there = new Map(rows.map(({ id, sample }) => [id, sample]));
    const ids = [...known].filter((id) => !there.has(id) || there.get(id) === "removing");
    for (const id of there.keys()) known.add(id);
    return new Set([...ids, ...rows.filter(({ sample }) => sample === "removing").map(({ id }) => id)]);
  }

  async function compare(hours: Hours): Promise<{ differences: Difference[]; received: Map<string, number> }> {
    const accounts = await readAccounts(store, hours);
    const received = new Map<string, number>();
    for (const account of accounts) received.set(account.workspaceId, (received.get(account.workspaceId) ?? 0) + account.received);
    return { differences: findDifferences(accounts), received };
  }

  async function checkAll(isWhole: boolean): Promise<Difference[]> {
    await settled();
    const left = await leaving();
    const until = over();
    const border = older && !isWhole ? older.until : Math.max(0, until - recentHours * hourMs);
    if (isWhole || !older) {
      older = { ...(await compare({ since: 0, until: border })), until: border };
      wholeAt = now();
    }
    const recent = await compare({ since: border, until });
    const received = new Map(older.received);
    for (const [workspaceId, n] of recent.received) received.set(workspaceId, (received.get(workspaceId) ?? 0) + n);
    for (const id of await leaving()) left.add(id);
    const differences = addUp([...older.differences, ...recent.differences]).filter(({ workspaceId }) => !left.has(workspaceId));
    found = { check: { since: 0, until, at: now() }, differences, received };
    if (differences.length > 0 || wasDifferent) onDifference(differences);
    wasDifferent = differences.length > 0;
    return differences;
  }

  function check(isWhole: boolean): Promise<Difference[]> {
    checking ??= checkAll(isWhole).finally(() => (checking = null));
    return checking;
  }

  const tick = (): void => void check(now() - wholeAt >= wholeMs).catch(onTrouble);
  const timers = everyMs === null ? [] : [setTimeout(tick, Math.min(firstMs, everyMs)), setInterval(tick, everyMs)];
  for (const timer of timers) timer.unref();

  return {
    last(workspaceId) {
      if (!found) return null;
      const differences = found.differences.filter((one) => one.workspaceId === workspaceId);
      return { ...found.check, received: found.received.get(workspaceId) ?? 0, differences };
    },
    async check() {
      await checking?.catch(onTrouble);
      return check(true);
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await checking?.catch(onTrouble);
    },
  };
}

/** Differences of the same source and kind as one; those that cancel each other out are none. */
function addUp(differences: readonly Difference[]): Difference[] {
  const sums = new Map<string, Difference>();
  for (const one of differences) {
    const key = [one.workspaceId, one.sourceId, one.what].join(" ");
    const before = sums.get(key);
    sums.set(key, before ? { ...before, n: before.n + one.n } : one);
  }
  return [...sums.values()].filter(({ n }) => n !== 0);
}
