import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../../src/store/ask.ts";
import { startTestProduct, type TestProduct } from "../support/product.ts";

type State = { workspace: { id: string; name: string; sample: string; hasData: boolean }; workspaces: { id: string; sample: string }[] };
type Job = { state: string; done: number; total: number; message?: string };

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

const state = async () => (await product.api<State>("GET", "/api/state")).body;

async function finish(id: string): Promise<Job> {
  for (;;) {
    const { body } = await product.api<Job>("GET", `/api/jobs/${id}`);
    if (body.state !== "running") return body;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The tables in which something of a workspace is left. */
async function left(id: string): Promise<string[]> {
  const tables = ["interactions", "feedback", "identifications", "profiles", "customer_links", "tallies"];
  const counts = await Promise.all(
    tables.map((table) =>
      ask<{ n: number }>(product.product.store.events.client, {
        tag: "test",
        sql: `SELECT count() AS n FROM ${table} WHERE workspace_id = {id:String}`,
        bound: { id },
      }),
    ),
  );
  return tables.filter((_, i) => Number(counts[i]![0]!.n) > 0);
}

test("the sample company fills every screen, stays apart from the own company, and leaves nothing behind", async () => {
  const own = (await state()).workspace;
  expect(own).toMatchObject({ sample: "none", hasData: false });

  const { body } = await product.api<{ job: string }>("POST", "/api/sample", { customers: 600 });
  expect(await finish(body.job)).toMatchObject({ state: "done" });
  const sample = (await state()).workspace;
  expect(sample).toMatchObject({ sample: "loaded", hasData: true });
  expect(sample.id).not.toBe(own.id);
  const lists = {
    "/api/cases?state=all": "items",
    "/api/initiatives": "items",
    "/api/segments": "segments",
    "/api/customers": "items",
    "/api/feedback": "items",
    "/api/sources": "sources",
  };
  for (const [path, list] of Object.entries(lists)) {
    const { body } = await product.api<Record<string, unknown[]>>("GET", path);
    expect({ path, filled: (body[list]?.length ?? 0) > 0 }).toEqual({ path, filled: true });
  }
  // Asking again enters it; nothing is loaded twice.
  expect((await product.api("POST", "/api/sample", {})).body).toEqual({ job: null });

  const removal = await product.api<{ job: string }>("DELETE", "/api/sample");
  expect((await finish(removal.body.job)).state).toBe("done");
  expect(await state()).toMatchObject({ workspace: { id: own.id, hasData: false }, workspaces: [{ id: own.id }] });
  expect(await left(sample.id)).toEqual([]);
  const { records } = product.product.store;
  expect(await records.database.selectFrom("cases").select("id").where("workspace_id", "=", sample.id).execute()).toEqual([]);
});

test("one that is removed while it is loaded leaves nothing behind either", async () => {
  const loading = await product.api<{ job: string }>("POST", "/api/sample", { customers: 3000 });
  const { id } = (await state()).workspace;
  await expect
    .poll(async () => (await product.api<Job>("GET", `/api/jobs/${loading.body.job}`)).body.done, { interval: 20 })
    .toBeGreaterThan(0);
  const removal = await product.api<{ job: string }>("DELETE", "/api/sample");
  expect((await finish(removal.body.job)).state).toBe("done");
  await product.product.collect.intake.settled();
  expect(await left(id)).toEqual([]);
});
