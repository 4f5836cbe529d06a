import { afterAll, beforeAll } from "vitest";
import { openStore, type Store } from "../../src/store/open.ts";
import { lentEngines } from "./engines.ts";
import { emptySettings } from "./settings.ts";
import { createTestWorkspace } from "./workspace.ts";

/** Real embedded stores that hold nothing, on engines that are lent. */
export const openLentStore = (): Promise<Store> => openStore(emptySettings(), lentEngines);

/** Real embedded stores for the tests of one file, with the workspace `w` in UTC, and any others that are named. */
export function useStore(...others: string[]): { store: Store } {
  const held = {} as { store: Store };
  beforeAll(async () => {
    held.store = await openLentStore();
    for (const id of ["w", ...others]) await createTestWorkspace(held.store.records.database, id);
  });
  afterAll(() => held.store.close());
  return held;
}
