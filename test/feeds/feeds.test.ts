import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createFeeds, type Feeds } from "../../src/collect/feeds/feeds.ts";
import { startTestProduct, type TestProduct } from "../support/product.ts";

type FeedState = {
  id: string;
  problem: string | null;
  movedTo: string | null;
  paused: boolean;
  items: number;
  fresh: number;
  nextAt: string;
  failures: number;
};

let host: Server;
let url: string;
let product: TestProduct;
/** Follows the same feeds by a clock that is ahead of the product's. */
let later: Feeds;
let clock = Date.now();
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const asked: IncomingMessage[] = [];
const item = (id: number) =>
  `<item><guid>g${id}</guid><title>Mention ${id}</title><description>words</description><pubDate>${new Date(Date.now() - id * 60_000).toUTCString()}</pubDate></item>`;
const rss = (...ids: number[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Mentions</title>${ids.map(item).join("")}</channel></rss>`;
const serve = (body: string, headers: Record<string, string> = {}, status = 200) => {
  answer = (_, response) => response.writeHead(status, headers).end(body);
};

beforeAll(async () => {
  host = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  url = `http://localhost:${(host.address() as AddressInfo).port}/feed.xml`;
  product = await startTestProduct({ RAPPORT_OUTBOUND_ALLOW: new URL(url).host });
  const { store, outside, collect } = product.product;
  later = createFeeds(store, { outside, intake: collect.intake, now: () => clock, chance: () => 0, tickMs: null });
});
afterAll(async () => {
  await later.stop();
  await product.stop();
  await new Promise((resolve) => host.close(resolve));
});
beforeEach(() => {
  asked.length = 0;
});

const follow = async (name: string): Promise<FeedState> => {
  const words = { name, url: `${url}?${encodeURIComponent(name)}`, channel: "review", touchpoint: "Public mention", everyMinutes: 60 };
  const { status, body } = await product.api<FeedState>("POST", "/api/feeds", words);
  expect(status).toBe(201);
  return body;
};
const state = async (id: string): Promise<FeedState> => {
  const { body } = await product.api<{ feeds: FeedState[] }>("GET", "/api/feeds");
  return body.feeds.find((feed) => feed.id === id)!;
};
const pass = async (minutes: number) => {
  clock += minutes * 60_000;
  await later.readDue();
};
const source = async (id: string) => {
  const { body } = await product.api<{ sources: { id: string; received: number; stored: number; known: number; kind: string }[] }>(
    "GET",
    "/api/sources",
  );
  return body.sources.find((one) => one.id === id)!;
};

test("a feed can be looked at before it is followed, and nothing is stored", async () => {
  serve(rss(1, 2));
  const { body } = await product.api("POST", "/api/feeds/look", { url });
  expect(body).toMatchObject({ title: "Mentions", total: 2, items: [{ comment: "Mention 1\n\nwords" }, {}] });
  expect((await product.api<{ feeds: unknown[] }>("GET", "/api/feeds")).body.feeds).toEqual([]);
});

test("a feed is read at once and on its schedule; each item counts once", async () => {
  serve(rss(1, 2));
  const { id, items, fresh } = await follow("twice");
  expect([items, fresh]).toEqual([2, 2]);
  serve(rss(1, 2, 3));
  await pass(30);
  expect(asked).toHaveLength(1);
  await pass(40);
  expect(asked).toHaveLength(2);
  expect(await state(id)).toMatchObject({ items: 3, fresh: 1, problem: null });
  expect(await source(id)).toMatchObject({ kind: "feed", received: 5, stored: 3, known: 2 });
  const { body } = await product.api<{ items: { comment: string }[] }>("GET", "/api/feedback");
  expect(body.items.map(({ comment }) => comment)).toContain("Mention 3\n\nwords");
});

test("a host is asked conditionally, and 304 costs nothing", async () => {
  serve(rss(4), { etag: '"v1"', "last-modified": "Sat, 31 Oct 2026 10:00:00 GMT" });
  const { id } = await follow("conditional");
  serve("", {}, 304);
  await pass(70);
  const mine = asked.filter(({ url }) => url!.includes("conditional"));
  expect(mine[1]!.headers).toMatchObject({ "if-none-match": '"v1"', "if-modified-since": "Sat, 31 Oct 2026 10:00:00 GMT" });
  expect(await state(id)).toMatchObject({ fresh: 0, problem: null });
  expect(await source(id)).toMatchObject({ received: 1 });
});

test("a feed that fails is asked ever more rarely, says why, and recovers by itself", async () => {
  serve(rss(5));
  const { id } = await follow("failing");
  serve("<html>maintenance</html>");
  const waits: number[] = [];
  for (let times = 0; times < 4; times++) {
    await pass(26 * 60);
    const { nextAt, problem, failures } = await state(id);
    expect([failures, problem]).toEqual([times + 1, expect.stringContaining("no feed")]);
    waits.push(Math.round((Date.parse(nextAt) - clock) / 3_600_000));
  }
  expect(waits).toEqual([2, 4, 8, 16]);
  serve(rss(5, 6));
  await pass(26 * 60);
  expect(await state(id)).toMatchObject({ failures: 0, problem: null, fresh: 1 });
});

test("a moved feed is not followed by itself: its new address is shown, and taken by a person", async () => {
  answer = (_, response) => response.writeHead(301, { location: "/new.xml" }).end();
  const { id, movedTo, problem } = await follow("moved");
  expect(problem).toContain("moved");
  expect(movedTo).toBe(new URL("/new.xml", url).href);
  serve(rss(7));
  await product.api("PATCH", `/api/feeds/${id}`, { url: movedTo });
  await pass(0);
  expect(await state(id)).toMatchObject({ problem: null, movedTo: null, items: 1 });
});

test("a host that asks for patience gets it, and one that is gone is left alone", async () => {
  serve("", { "retry-after": "7200" }, 429);
  const { id, nextAt } = await follow("patient");
  expect((Date.parse(nextAt) - Date.now()) / 60_000 + 1).toBeGreaterThanOrEqual(120);
  serve("", {}, 410);
  expect((await product.api<FeedState>("POST", `/api/feeds/${id}/read`)).body).toMatchObject({ paused: true });
  asked.length = 0;
  await pass(60 * 48);
  expect(asked.filter(({ url }) => url!.includes("patient"))).toEqual([]);
});

test("SEC-01: a private address is refused when a feed is added, changed and looked at", async () => {
  serve(rss(8));
  const { id } = await follow("guarded");
  const inside = "http://169.254.169.254/latest";
  const words = { name: "x", url: inside, channel: "review", touchpoint: "Public mention" };
  for (const refused of [
    await product.api("POST", "/api/feeds", words),
    await product.api("POST", "/api/feeds/look", { url: inside }),
    await product.api("PATCH", `/api/feeds/${id}`, { url: inside }),
  ])
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "bad_input" } } });
});

test("a feed that is removed is asked no more, and what it brought stays", async () => {
  serve(rss(9));
  const { id } = await follow("removed");
  await product.api("DELETE", `/api/feeds/${id}`);
  asked.length = 0;
  await pass(600);
  expect(asked.filter(({ url }) => url!.includes("removed"))).toEqual([]);
  expect(await source(id)).toMatchObject({ stored: 1 });
});
