import type { Store } from "../../store/open.ts";
import { readCheckpoint, writeCheckpoint } from "../identity/mirror.ts";
import { nextLook, readMended, readNames } from "./look.ts";
import { saveNames, type NameMemory } from "./name-book.ts";
import type { Noticed } from "./observed.ts";
import type { RefusalSamples } from "./refusals.ts";
import { saveNoticed } from "./warning-book.ts";

/** Looks at what was stored, beside the traffic and after it was acknowledged: which names came, and what had to be mended. */
export type Observer = {
  /** Resolves when everything stored before the call was looked at. */
  look(): Promise<void>;
  /** Looks no more; resolves when what is under way is done. */
  stop(): Promise<void>;
};

export type ObserverOptions = {
  /** The ingest sequence below which nothing can appear any more. */
  settledSeq: () => number;
  refusals: RefusalSamples;
  /** Most names of events, and of properties, that a workspace's schema keeps. */
  mostNames: number;
  now?: () => number;
  /** How often it looks; `null`: never by itself. */
  everyMs?: number | null;
  onTrouble?: (error: unknown) => void;
};

const stream = "observe";
const usualMs = 30_000;
const factsAtOnce = 50_000;
const dayMs = 86_400_000;
// Of what was stored before anybody looked, the last days are enough to know a source by.
const firstDays = 7;
const namesKeptDays = 180;
const warningsKeptDays = 90;

/** Begins to look where it last stopped. What an interruption left is looked at again, and counted once. */
export async function createObserver(store: Store, options: ObserverOptions): Promise<Observer> {
  const { settledSeq, refusals, mostNames, now = Date.now, everyMs = usualMs, onTrouble = () => {} } = options;
  const { database } = store.records;
  const memory: NameMemory = new Map();
  let seen = (await readCheckpoint(database, stream)) || Math.max(0, now() - firstDays * dayMs) * 1000;
  let tidiedAt = -Infinity;
  let stopping = false;
  let looking: Promise<void> | null = null;

  /** One stretch: it is read, and kept in one transaction with how far it came. */
  async function step(upTo: number): Promise<void> {
    const stretch = await nextLook(store, { after: seen, upTo }, factsAtOnce);
    const [names, mended] = await Promise.all([readNames(store, stretch), readMended(store, stretch)]);
    await keep(stretch.upTo, names, mended);
    seen = stretch.upTo;
  }

  async function keep(upTo: number, names: Awaited<ReturnType<typeof readNames>>, noticed: Noticed[]): Promise<void> {
    try {
      await database.transaction().execute(async (trx) => {
        const ids = new Set((await trx.selectFrom("workspaces").select("id").execute()).map(({ id }) => id));
        // Facts of a workspace that is no more concern nobody.
        const isOurs = ({ workspaceId }: { workspaceId: string }) => ids.has(workspaceId);
        const left = await saveNames(trx, names.filter(isOurs), { most: mostNames, memory });
        await saveNoticed(trx, [...noticed.filter(isOurs), ...left]);
        await writeCheckpoint(trx, stream, upTo);
      });
    } catch (error) {
      memory.clear();
      throw error;
    }
  }

  async function lookAll(): Promise<void> {
    if (store.disk.isFull()) return;
    const samples = refusals.take();
    if (samples.length > 0) await keep(seen, [], samples);
    const upTo = settledSeq();
    while (seen < upTo && !stopping) await step(upTo);
    if (now() - tidiedAt >= dayMs) await tidy();
  }

  /** What was not seen for a long time makes room. */
  async function tidy(): Promise<void> {
    const before = (days: number) => new Date(now() - days * dayMs);
    await database.deleteFrom("source_names").where("last_at", "<", before(namesKeptDays)).execute();
    await database.deleteFrom("source_warnings").where("last_at", "<", before(warningsKeptDays)).execute();
    memory.clear();
    tidiedAt = now();
  }

  function look(): Promise<void> {
    looking ??= lookAll().finally(() => (looking = null));
    return looking;
  }

  const timer = everyMs === null ? null : setInterval(() => void look().catch(onTrouble), everyMs);
  timer?.unref();

  return {
    async look() {
      await looking?.catch(onTrouble);
      await look();
    },
    async stop() {
      stopping = true;
      if (timer) clearInterval(timer);
      await looking?.catch(onTrouble);
    },
  };
}
