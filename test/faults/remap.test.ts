import { afterAll, expect, test } from "vitest";
import type { RemappingItem } from "../../src/show/api/routes/catalogue-history.ts";
import { serve, setUp } from "../support/served.ts";
import { testSettings } from "../support/settings.ts";

const product = await serve(testSettings().data);
afterAll(() => product.killAll().catch(() => {}));

type History = { misplaced: { interactions: number; feedback: number }; remappings: RemappingItem[] };

test("a re-mapping whose whole process tree is killed in the middle is gone on with at the next start, until all of history stands right", async () => {
  await product.start();
  const { api, key } = await setUp(product.url);
  for (let batch = 0; batch < 8; batch++) {
    const calls = Array.from({ length: 1000 }, (_, i) => ({
      type: "track",
      event: `Door ${i % 5}`,
      userId: `u${i % 90}`,
      properties: { i },
    }));
    const answer = await fetch(`${product.url}/v1/batch`, {
      method: "POST",
      headers: { "x-write-key": key },
      body: JSON.stringify({ batch: calls }),
    });
    expect(answer.status).toBe(200);
  }
  const names = [0, 1, 2, 3].map((n) => `Door ${n}`);
  await api("POST", "/api/catalogue/map", { names, touchpoint: { name: "Shop door", stage: "purchase", channel: "store" } });
  const history = async () => (await api<History>("GET", "/api/catalogue/history")).body;
  expect((await history()).misplaced.interactions).toBe(6400);

  await api("POST", "/api/catalogue/history", {});
  await product.killAll();
  await product.start();
  await expect.poll(async () => (await history()).remappings[0]!.state, { timeout: 60_000 }).toBe("done");
  expect((await history()).misplaced).toEqual({ interactions: 0, feedback: 0 });
  const { body } = await api<{ total: number }>("GET", "/api/catalogue/unmapped");
  expect(body).toMatchObject({ unmapped: 1600, total: 8000 });
  expect(await product.stop()).toBe(0);
}, 180_000);
