import { createCollect } from "../../../src/collect/collect.ts";
import { openLiveCases } from "../../../src/show/api/live-cases.ts";
import { ask } from "../../../src/store/ask.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { testSettings } from "../../support/settings.ts";
import { lasting } from "./effort.ts";

/** What a data folder holds, beside what was promised. */
export type Account = {
  acknowledged: number;
  stored: number;
  /** Acknowledged ids that are not there. */
  lost: string[];
  /** Ids that are there more than once. */
  double: string[];
  /** Low answers without their one case, and cases of no answer or of one that has another. */
  casesAstray: string[];
  cases: number;
  /** Names of the workspace's sources, write keys among them. */
  sources: string[];
  /** What the tallies say was stored or set aside, minus what is. */
  drift: number;
};

/** Opens a stopped product's folder, lets the records follow the facts, and looks at what is there. */
async function look<T>(data: string, at: (store: Store) => Promise<T>): Promise<T> {
  const store = await inTime(openStore(testSettings({ RAPPORT_DATA: data })), () => "The folder does not open.");
  try {
    let trouble: unknown = "no step failed";
    const collect = await createCollect(store, {
      onFeedback: (trx, answers) => openLiveCases(trx, answers, Date.now()),
      onTrouble: (error) => (trouble = error),
    });
    await inTime(collect.follower.caughtUp(), () => `The records do not follow the facts: ${String(trouble)}`);
    const found = await at(store);
    await collect.stop();
    return found;
  } finally {
    await store.close();
  }
}

const patienceMs = lasting(60_000, 600_000);

/** Whatever never ends must say where it stands, instead of leaving that to the test's own limit. @throws Error with what it `says` then */
async function inTime<T>(work: Promise<T>, says: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error(says())), patienceMs)));
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Compares what a stopped product's folder holds with what was acknowledged. */
export const account = (data: string, acknowledged: readonly string[]): Promise<Account> =>
  look(data, (store) => compare(store, acknowledged));

async function compare(store: Store, acknowledged: readonly string[]): Promise<Account> {
  const question = <Row>(sql: string) =>
    ask<Row>(store.events.client, { tag: "account", sql, bound: {}, limitRows: 50_000_000, timeoutS: 120 });
  const rows = await question<{ id: string; n: number }>(
    `SELECT message_id AS id, count() AS n FROM (SELECT message_id FROM interactions UNION ALL SELECT message_id FROM feedback
     UNION ALL SELECT message_id FROM identifications) GROUP BY message_id`,
  );
  const stored = new Map(rows.map(({ id, n }) => [id, n]));
  const [tallied] = await question<{ n: number }>("SELECT sum(n) AS n FROM tallies WHERE outcome IN ('stored', 'set_aside')");
  const [letters] = await question<{ n: number }>("SELECT count() AS n FROM dead_letters FINAL");
  const cases = await store.records.database.selectFrom("cases").select("feedback_id").execute();
  const caseIds = cases.map(({ feedback_id }) => feedback_id);
  const withCase = new Set(caseIds);
  const low = new Set([...stored.keys()].filter((id) => id.endsWith("low")));
  const seen = new Set<string>();
  const isAgain = (id: string): boolean => seen.size === seen.add(id).size;
  return {
    acknowledged: acknowledged.length,
    stored: stored.size,
    lost: acknowledged.filter((id) => !stored.has(id)),
    double: rows.filter(({ n }) => n !== 1).map(({ id }) => id),
    casesAstray: [...[...low].filter((id) => !withCase.has(id)), ...caseIds.filter((id) => isAgain(id) || !low.has(id))],
    cases: cases.length,
    sources: (await store.records.database.selectFrom("sources").select("name").execute()).map(({ name }) => name),
    drift: Number(tallied?.n ?? 0) - rows.reduce((sum, { n }) => sum + n, 0) - Number(letters?.n ?? 0),
  };
}

/** What must hold after any fault. */
export const kept = { lost: [], double: [], casesAstray: [], drift: 0 };
