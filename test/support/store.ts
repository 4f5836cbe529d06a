import { afterAll, beforeAll } from "vitest";
import { openStore, type Store } from "../../src/store/open.ts";
import { testSettings } from "./settings.ts";
import { createTestWorkspace } from "./workspace.ts";

/** Real embedded stores for the tests of one file, with the workspace `w` in UTC, and any others that are named. */
export function useStore(...others: string[]): { store: Store } {
  const held = {} as { store: Store };
  beforeAll(async () => {
    held.store = await openStore(testSettings());
    for (const id of ["w", ...others]) await createTestWorkspace(held.store.records.database, id);
  });
  afterAll(() => held.store.close());
  return held;
}
