import { Readable } from "node:stream";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { routes } from "../../../src/show/api/routes/list.ts";
import { ask } from "../../../src/store/ask.ts";
import { startTestProduct, type TestProduct } from "../../support/product.ts";
import { isLong, rounds } from "../rig/effort.ts";
import { tell, tellRed } from "../rig/findings.ts";
import { exchange } from "../rig/sender.ts";
import { corpus, poisons } from "./poison.ts";

let product: TestProduct;
let key = "";
beforeAll(async () => {
  product = await startTestProduct({ RAPPORT_LOG: "silent" });
  key = (await product.api<{ key: string }>("POST", "/api/keys", { name: "Poison" })).body.key;
}, 120_000);
afterAll(() => product.stop());

const send = (items: string[], path = "/v1/batch") =>
  exchange(undefined, new URL(path, product.url), key, path === "/v1/batch" ? `{"batch":[${items.join(",")}]}` : items[0]!, 60_000);
const good = (id: string): string =>
  `{"type":"track","userId":"good","event":"Survey Answered","messageId":"${id}","properties":{"question":"nps","score":1}}`;

const count = async (sql: string): Promise<number> => {
  await product.product.collect.intake.written();
  return Number((await ask<{ n: number }>(product.product.store.events.client, { tag: "test", sql, bound: {} }))[0]!.n);
};
const storedCount = () =>
  count(
    "SELECT sum(n) AS n FROM (SELECT count() AS n FROM interactions UNION ALL SELECT count() AS n FROM feedback UNION ALL SELECT count() AS n FROM identifications)",
  );

const batches = Array.from({ length: Math.ceil(corpus.length / 100) }, (_, i) => corpus.slice(i * 100, (i + 1) * 100));

test("REL-10: two thousand poisoned calls: each is stored or set aside with a reason, and its good neighbours are stored", async () => {
  expect(corpus.length).toBeGreaterThanOrEqual(2000);
  let [accepted, rejected] = [0, 0];
  const slowestMs: number[] = [];
  for (const [n, batch] of batches.entries()) {
    const began = performance.now();
    const answer = await send([good(`before-${n}`), ...batch.map(({ json }) => json), good(`behind-${n}`)]);
    slowestMs.push(performance.now() - began);
    expect([n, answer.status, answer.text.slice(0, 300)]).toEqual([n, 200, expect.stringContaining('"success":true')]);
    const told = JSON.parse(answer.text) as { accepted?: number; rejected?: { index: number; code: string }[] };
    const refused = told.rejected ?? [];
    expect((told.accepted ?? batch.length + 2) + refused.length).toBe(batch.length + 2);
    expect(refused.every(({ index, code }) => index > 0 && index <= batch.length && /^\w+$/.test(code))).toBe(true);
    rejected += refused.length;
    accepted += batch.length - refused.length;
  }
  // Nothing that the door accepted may be more than the event store can read.
  await product.product.collect.intake.written();
  const unreadable = "SELECT raw FROM dead_letters FINAL WHERE code = 'unreadable'";
  expect(await ask(product.product.store.events.client, { tag: "test", sql: unreadable, bound: {} })).toEqual([]);
  const letters = await count("SELECT count() AS n FROM dead_letters FINAL");
  expect(letters).toBe(rejected);
  expect(await count("SELECT count() AS n FROM dead_letters FINAL WHERE code = '' OR problem = ''")).toBe(0);
  // Poisoned message ids may meet each other; everything else is there by its own.
  expect(await storedCount()).toBeGreaterThan(accepted * 0.9);
  await product.product.collect.follower.caughtUp();
  const { body } = await product.api<{ counts: { open: number } }>("GET", "/api/cases?state=open");
  expect(body.counts.open).toBeGreaterThanOrEqual(batches.length * 2);
  tell({
    id: "REL-10",
    fault: "poison messages",
    method: `${poisons.length} hostile values in each field of each call, between good calls; then every question of the API, an import, replays, random JSON`,
    count: `${corpus.length} calls`,
    acknowledged: accepted + batches.length * 2,
    lost: 0,
    double: 0,
    seen: `${accepted} stored, ${rejected} set aside with a reason; every good neighbour has its case; slowest batch of 100 ${Math.max(...slowestMs).toFixed(0)} ms`,
  });
}, 240_000);

test("REL-10: each poisoned call alone is stored or refused as the sender's, never as ours", async () => {
  const seen = new Map<number, number>();
  for (let n = 0; n < corpus.length; n += rounds(23, 1)) {
    const { status, text } = await send([corpus[n]!.json.replace(/"poison-/, '"alone-')], "/v1/track");
    expect([corpus[n]!.json.slice(0, 200), status, text.slice(0, 200)]).toEqual([
      expect.anything(),
      expect.toSatisfy((code) => code === 200 || code === 400),
      expect.anything(),
    ]);
    seen.set(status, (seen.get(status) ?? 0) + 1);
  }
  expect([...seen.keys()].sort()).toEqual([200, 400]);
}, 240_000);

test("REL-10: after that every question of the API is answered without breaking", async () => {
  const broken: string[] = [];
  const list = await product.api<{ items: { id: string }[] }>("GET", "/api/customers?limit=50");
  const ids = ["u1", ...((list.body.items as { id: string }[] | undefined) ?? []).map(({ id }) => id).slice(0, 5)];
  for (const route of routes.filter(({ method }) => method === "GET"))
    for (const id of route.path.includes(":") ? ids : [""]) {
      const path = route.path.replace(/:\w+/g, encodeURIComponent(id));
      const { status } = await product.api("GET", path);
      if (status >= 500) broken.push(`${path} answered ${status}`);
    }
  expect(broken).toEqual([]);
}, 120_000);

test("REL-10: dead letters are listed, and each can be sent again or dropped without breaking anything", async () => {
  const { body } = await product.api<{ items: { id: string; raw: string }[] }>("GET", "/api/dead-letters");
  expect(body.items.length).toBeGreaterThan(0);
  for (const { id } of body.items.slice(0, rounds(10, 50))) {
    const { status } = await product.api("POST", `/api/dead-letters/${id}/replay`, {});
    expect(status).toBeLessThan(500);
  }
});

test("REL-10: the same values in the cells of a file: the import ends, and says which rows it set aside", async () => {
  const cell = (json: string): string => `"${json.replaceAll('"', '""').slice(0, 5000)}"`;
  const rows = poisons.flatMap((poison) => [
    `${cell(poison)},9,2026-01-05,fine`,
    `42,${cell(poison)},2026-01-05,fine`,
    `42,9,${cell(poison)},fine`,
    `42,9,2026-01-05,${cell(poison)}`,
  ]);
  const form = new FormData();
  form.append("file", new Blob([`customer,score,date,comment\n${rows.join("\n")}\n`]), "poison.csv");
  const brought = await product.product.imports.bring(await workspaceId(), {
    file: "poison.csv",
    bytes: Readable.from([Buffer.from(`customer,score,date,comment\n${rows.join("\n")}\n`)]),
  });
  const job = await product.product.imports.start(
    { workspaceId: await workspaceId(), id: brought.id } as never,
    { kind: "feedback", question: "recommend", dateOrder: "ymd" } as never,
  );
  for (;;) {
    const { state, result } = await product.product.jobs.find(await workspaceId(), job);
    if (state === "running") {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    expect([state, result]).toEqual(["done", expect.anything()]);
    break;
  }
  await product.product.collect.follower.caughtUp();
});

const workspaceId = async (): Promise<string> =>
  (await product.product.store.records.database.selectFrom("workspaces").select("id").executeTakeFirstOrThrow()).id;

test("REL-10: whatever JSON arrives, its batch is answered and what comes after is stored", async () => {
  let n = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.anything({ withNullPrototype: false, maxDepth: 4 }), { maxLength: 20 }), async (values) => {
      const items = values.map((value) => json(value));
      const { status } = await send([...items, good(`random-${n++}`)]);
      expect(status).toBe(200);
    }),
    { numRuns: rounds(20, 1000) },
  );
  await product.product.collect.follower.caughtUp();
  expect(await count("SELECT count() AS n FROM feedback WHERE startsWith(message_id, 'random-')")).toBe(n);
}, 240_000);

test.runIf(isLong)(
  "REL-10 red: the same values given to the event store as they come take their good neighbours with them",
  async () => {
    const { client } = product.product.store.events;
    const row = (seq: number, name: string): string => `{"workspace_id":"naive","seq":${seq},"name":${name}}`;
    for (const [n, poison] of poisons.entries()) {
      const rows = [row(n * 3, '"fine"'), row(n * 3 + 1, poison), row(n * 3 + 2, '"fine"')].join("\n");
      await client
        .exec({ query: "INSERT INTO interactions (workspace_id, seq, name) FORMAT JSONEachRow", values: Readable.from([rows]) })
        .then(
          ({ stream }) => stream.resume(),
          () => undefined,
        );
    }
    const stored = await count("SELECT count() AS n FROM interactions WHERE workspace_id = 'naive' AND name = 'fine'");
    const lost = poisons.length * 2 - stored;
    expect(lost).toBeGreaterThan(0);
    const seen = `${lost} of ${poisons.length * 2} good neighbours of ${poisons.length} values are not stored`;
    tellRed("REL-10", "the values go into the event store as they come, each between two good rows", seen);
  },
  120_000,
);

/** Random values as JSON, where they have any. */
function json(value: unknown): string {
  try {
    return JSON.stringify({ type: "track", userId: "r", event: "R", properties: value, traits: value }, (_, inner: unknown) =>
      typeof inner === "bigint" ? Number(inner) : inner,
    );
  } catch {
    return "null";
  }
}
