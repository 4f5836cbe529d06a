import { mkdirSync } from "node:fs";
import { lstat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Failure } from "../../model/failure.ts";
import { carryIn, type Desk } from "./carry-in.ts";
import { rememberInbox, rememberInboxFile } from "./inbox-records.ts";
import { findFiles, findPlaces, isSame, moveInto, outcomes, type Lying, type Outcome, type Place } from "./places.ts";
import { partIn, writeReport, type Told } from "./report.ts";

/** The watched folder: files that are put into a workspace's folder come in by themselves. */
export type Inbox = {
  /** Looks once at every folder and carries in the files that have not changed since the look before. */
  look(): Promise<void>;
  /** Looks no more; resolves when the look under way has ended. */
  stop(): Promise<void>;
};

/** Effects: the clock, the pause between two looks in ms (0: only when told), and who is told of trouble. */
export type InboxOptions = { now?: () => number; everyMs?: number; onTrouble?: (error: unknown) => void };

/**
 * Begins to watch a folder. It keeps nothing in memory that matters: a file leaves the folder only after it came in, and what was interrupted
 * is read again from its beginning, where the rows that are stored already are known.
 *
 * @throws Failure `bad_setting` when the folder cannot be made
 */
export function createInbox(desk: Desk, root: string, { now = Date.now, everyMs = 2000, onTrouble = () => {} }: InboxOptions = {}): Inbox {
  const { database } = desk.store.records;
  makeFolder(root);
  let seen = new Map<string, Lying>();
  let stopping = false;
  let working: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;

  async function lookOnce(): Promise<void> {
    const seenNow = new Map<string, Lying>();
    for (const place of await findPlaces(database, resolve(root))) {
      await rememberInbox(database, place.workspaceId, now());
      for (const file of await findFiles(place.folder)) {
        if (stopping) return;
        seenNow.set(file.path, file);
        // Whatever changed since the last look is still being written. One file's trouble is not the next one's.
        if (isSame(seen.get(file.path), file)) await take(place, file).catch(trouble);
      }
    }
    seen = seenNow;
  }

  // What is refused because everything ends is no trouble either: the file is found again.
  const trouble = (error: unknown): void => void (stopping || onTrouble(error));

  async function take({ workspaceId, folder }: Place, file: Lying): Promise<void> {
    const carried = await carryIn(desk, workspaceId, file);
    const became = (outcome: Outcome): boolean => carried.some((one) => one.outcome === outcome);
    // An import that ends because everything ends is no failure: the file stays, and is found again.
    if (stopping && became("failed")) return;
    const stat = await lstat(file.path).catch(() => null);
    if (!stat || !isSame({ ...file, size: stat.size, changedAt: stat.mtimeMs }, file)) return;
    // A file lies where its worst part belongs; the report says what came in nevertheless.
    const worst = became("failed") ? "failed" : became("needs_a_look") ? "needs_a_look" : "done";
    const path = await moveInto(join(folder, outcomes[worst]), file);
    const told = carried.map(async ({ part, says, importId, result }): Promise<Told> => {
      const hasSetAside = importId !== null && (result?.setAside ?? 0) > 0;
      return { part, says, result, setAside: hasSetAside ? (await desk.imports.setAside({ workspaceId, id: importId })).csv : null };
    });
    await writeReport(path, await Promise.all(told));
    for (const { part, outcome, says, importId } of carried)
      await rememberInboxFile(database, workspaceId, { file: partIn(file.name, part), outcome, says, importId, at: now() });
  }

  /** One look after the other; one that failed does not keep the next from looking. */
  function look(): Promise<void> {
    const next = working.then(() => (stopping ? undefined : lookOnce()));
    working = next.catch(() => {});
    return next;
  }

  function plan(): void {
    if (everyMs === 0 || stopping) return;
    timer = setTimeout(() => void look().catch(onTrouble).finally(plan), everyMs);
    timer.unref();
  }
  plan();

  return {
    look,
    async stop() {
      stopping = true;
      if (timer) clearTimeout(timer);
      await working;
    },
  };
}

function makeFolder(root: string): void {
  try {
    mkdirSync(root, { recursive: true });
  } catch (error) {
    throw new Failure("bad_setting", { name: "RAPPORT_INBOX", value: root, problem: (error as Error).message });
  }
}
