import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCollect } from "../../src/collect/collect.ts";
import { listSecrets } from "../../src/collect/hooks/secrets.ts";
import type { Settings } from "../../src/model/settings.ts";
import { openStore, type Connect } from "../../src/store/open.ts";
import { keepEngines, lentEngines } from "../support/engines.ts";
import { createTestWorkspace } from "../support/workspace.ts";
import { emptySettings } from "../support/settings.ts";
import { signers } from "./sending.ts";

const hour = 3_600_000;
const body = JSON.stringify({ id: 1, email: "a@example.com", total_price: "1", currency: "EUR" });

/** A store with its collecting room at a clock that the test moves. */
async function open(settings: Settings, clock: { at: number }, connect: Connect = lentEngines) {
  const store = await openStore(settings, connect);
  const collect = await createCollect(store, { now: () => clock.at });
  const close = async () => {
    await collect.stop();
    await store.close();
  };
  const deliver = (id: string, secret: string) => {
    const { headers } = signers.shopify({ body, id: `d${clock.at}-${secret}` }, secret, id);
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    return collect.hooks
      .receive(id, { bytes: Buffer.from(body), headers: lower, query: {}, method: "POST", uri: "", receivedAt: clock.at })
      .then(() => "taken")
      .catch((error: { code: string }) => error.code);
  };
  return { store, collect, deliver, close };
}

test("the old secret stays good for as long as was said, and not a moment longer", async () => {
  const clock = { at: Date.UTC(2026, 10, 1) };
  const { store, collect, deliver, close } = await open(emptySettings(), clock);
  await createTestWorkspace(store.records.database, "w");
  const options = { proof: "header", header: "", algorithm: "sha256", encoding: "hex", prefix: "", idHeader: "" } as const;
  const { id } = await collect.hooks.create("w", { name: "Shop", sender: "shopify", options, secret: "first-secret" });
  await collect.hooks.rotate("w", { id, secret: "second-secret", oldUntil: clock.at + 24 * hour });
  expect([await deliver(id, "first-secret"), await deliver(id, "second-secret")]).toEqual(["taken", "taken"]);
  clock.at += 24 * hour - 1;
  expect(await deliver(id, "first-secret")).toBe("taken");
  clock.at += 1;
  expect([await deliver(id, "first-secret"), await deliver(id, "second-secret")]).toEqual(["not_proven", "taken"]);
  expect(await listSecrets(store, "w", id, clock.at)).toMatchObject([{ expiresAt: null, opens: true }]);
  await collect.hooks.rotate("w", { id, secret: "third-secret", oldUntil: clock.at + 7 * 24 * hour });
  expect(await deliver(id, "second-secret")).toBe("taken");
  await close();
});

test("secrets are locked with a key that only the operator may read, can be locked anew, and say so when their key is gone", async () => {
  const clock = { at: Date.UTC(2026, 10, 1) };
  const settings = emptySettings();
  const { connect, giveBack } = await keepEngines();
  const keyFile = join(settings.data, "secret.key");
  const options = { proof: "header", header: "", algorithm: "sha256", encoding: "hex", prefix: "", idHeader: "" } as const;

  const first = await open(settings, clock, connect);
  await createTestWorkspace(first.store.records.database, "w");
  const { id } = await first.collect.hooks.create("w", { name: "Shop", sender: "shopify", options, secret: "the-secret" });
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  const sealedOf = async (store: typeof first.store) =>
    (await store.records.database.selectFrom("webhook_secrets").select("sealed").executeTakeFirstOrThrow()).sealed;
  const before = await sealedOf(first.store);
  await first.close();

  // The operator's own key takes over at the next start; the file still opens what it locked.
  const own = { ...settings, secret: "0123456789abcdefghijklmnopqrstuvwxyz" };
  const second = await open(own, clock, connect);
  expect(await sealedOf(second.store)).not.toBe(before);
  expect(await second.deliver(id, "the-secret")).toBe("taken");
  await second.close();
  rmSync(keyFile);

  const third = await open(own, clock, connect);
  expect(existsSync(keyFile)).toBe(false);
  expect(await third.deliver(id, "the-secret")).toBe("taken");
  await third.close();

  const lost = await open(settings, clock, connect);
  expect(readFileSync(keyFile, "utf8").trim().length).toBeGreaterThanOrEqual(43);
  expect(await listSecrets(lost.store, "w", id, clock.at)).toMatchObject([{ opens: false }]);
  expect(await lost.deliver(id, "the-secret")).toBe("secret_locked");
  await lost.close();
  await giveBack();
});
