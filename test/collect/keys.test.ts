import { afterAll, beforeAll, expect, test } from "vitest";
import { createKeys, type Keys } from "../../src/collect/keys.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { testSettings } from "../support/settings.ts";
import { addWorkspace } from "./workspace.ts";

let store: Store;
let keys: Keys;
let clock = Date.UTC(2026, 4, 1);
beforeAll(async () => {
  store = await openStore(testSettings());
  await addWorkspace(store, "w");
  keys = createKeys(
    store,
    () => clock,
    () => clock,
  );
});
afterAll(() => store.close());

const moment = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("a key in use goes on working while a long transaction holds the record store", async () => {
  const { id, key } = await keys.create("w", "Shop");
  const owner = { workspaceId: "w", sourceId: id, currency: "EUR", country: "", origins: [] };
  expect(await keys.resolve(key)).toEqual(owner);
  let end = () => {};
  let long: Promise<void> | undefined;
  await new Promise<void>((begun) => {
    const held = new Promise<void>((resolve) => (end = resolve));
    long = store.records.database.transaction().execute(() => {
      begun();
      return held;
    });
  });
  clock += 5000;
  expect(await Promise.race([keys.resolve(key), moment(2000)])).toEqual(owner);
  end();
  await long;
});

test("a key that another process revoked stops working with the next look", async () => {
  const { id, key } = await keys.create("w", "Old shop");
  await keys.resolve(key);
  await createKeys(store).revoke("w", id);
  clock += 500;
  await keys.resolve(key);
  await store.records.database.selectFrom("sources").select("id").execute();
  expect(await keys.resolve(key)).toBeNull();
});

test("a key of one workspace cannot be revoked from another, and an unknown key has no owner", async () => {
  const { id, key } = await keys.create("w", "Mine");
  await expect(keys.revoke("other", id)).rejects.toMatchObject({ code: "not_found" });
  expect(await keys.resolve(key)).not.toBeNull();
  expect(await keys.resolve("wk_nobody")).toBeNull();
});

// The last test of the file: the store is gone after it.
test("a key goes on working for a minute while the record store is away, and then says that it is", async () => {
  const { key } = await keys.create("w", "Patient");
  const owner = await keys.resolve(key);
  await store.records.close();
  for (const ms of [500, 500, 50_000]) {
    clock += ms;
    expect(await keys.resolve(key)).toEqual(owner);
    await moment(50);
  }
  clock += 10_000;
  await expect(keys.resolve(key)).rejects.toMatchObject({ code: "store_unavailable" });
  await expect(keys.resolve("wk_never_seen")).rejects.toMatchObject({ code: "store_unavailable" });
});
