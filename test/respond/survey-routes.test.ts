import { afterAll, beforeAll, expect, test } from "vitest";
import type { CaseInbox } from "../../src/show/api/routes/cases.ts";
import type { SurveyItem } from "../../src/show/api/routes/surveys.ts";
import { ask } from "../../src/store/ask.ts";
import { startTestProduct, type TestProduct } from "../support/product.ts";

let product: TestProduct;
let address: string;
beforeAll(async () => {
  product = await startTestProduct();
  const { body } = await product.api<{ url: string }>("POST", "/api/surveys", {
    title: "After delivery",
    touchpoint: "Delivery",
    channel: "email",
  });
  address = body.url;
});
afterAll(() => product.stop());

const responses = async () => (await product.api<{ surveys: SurveyItem[] }>("GET", "/api/surveys")).body.surveys[0]!.responses;
const cases = async () => {
  await product.product.collect.follower.caughtUp();
  return (await product.api<CaseInbox>("GET", "/api/cases")).body.items;
};
const open = (search = "", headers: Record<string, string> = {}) => fetch(address + search, { headers });
const fieldsOf = (page: string) =>
  Object.fromEntries([...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
const actionOf = (page: string) => product.url + /action="([^"]*)"/.exec(page)![1]!;
const send = (action: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(action, { method: "POST", body: new URLSearchParams(fields), redirect: "manual", headers });

test("a page without a script brings an answer into the feedback, a low one into a case, and a second click nothing", async () => {
  const page = await (await open("?customer=42")).text();
  const fields = { ...fieldsOf(page), score: "2", comment: "late\r\nagain" };
  const before = await responses();
  const first = await send(actionOf(page), fields);
  expect([first.status, first.headers.get("location")]).toEqual([303, `${new URL(address).pathname}/thanks`]);
  const second = await send(actionOf(page), fields);
  expect(second.headers.get("location")).toMatch(/\/known$/);
  expect(await (await fetch(product.url + first.headers.get("location"))).text()).toContain("has arrived at Test Company");
  expect(await responses()).toBe(before + 1);
  expect(await cases()).toMatchObject([{ score: 2, comment: "late\nagain", touchpoint: "Delivery", channel: "email" }]);
});

test("an anonymous low answer counts, and opens no case", async () => {
  const page = await (await open()).text();
  const before = { responses: await responses(), cases: (await cases()).length };
  await send(actionOf(page), { ...fieldsOf(page), score: "0" });
  expect({ responses: await responses(), cases: (await cases()).length }).toEqual({ ...before, responses: before.responses + 1 });
});

test("what is missing is asked for again, with everything that was written", async () => {
  const page = await (await open("?lang=de&customer=7")).text();
  const before = await responses();
  const answer = await send(actionOf(page), { ...fieldsOf(page), comment: "gut, aber langsam" });
  const again = await answer.text();
  expect(answer.status).toBe(400);
  expect(again).toContain("Bitte wählen Sie eine Zahl");
  expect(again).toContain("gut, aber langsam</textarea>");
  expect(fieldsOf(again)).toEqual(fieldsOf(page));
  expect((await send(actionOf(again), { ...fieldsOf(again), score: "11" })).status).toBe(400);
  expect((await send(actionOf(again), { ...fieldsOf(again), score: "7", comment: "x".repeat(5001) })).status).toBe(400);
  expect(await responses()).toBe(before);
});

test("a program may answer in JSON, and is told what is wrong in JSON", async () => {
  const post = (body: object) =>
    fetch(`${address}/answers`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const good = await post({ score: 9, nonce: "receipt-0001" });
  expect([good.status, await good.json()]).toEqual([201, { ok: true, known: false }]);
  expect(await (await post({ score: 9, nonce: "receipt-0001" })).json()).toEqual({ ok: true, known: true });
  const bad = await post({ score: "nine" });
  expect([bad.status, ((await bad.json()) as { error: { message: string } }).error.message]).toEqual([
    400,
    "score: give a whole number from 0 to 10.",
  ]);
});

test("two keys in a link never weld two customers together: the stronger one answers", async () => {
  const page = await (await open("?customer=99&email=someone@example.com")).text();
  await send(actionOf(page), { ...fieldsOf(page), score: "1" });
  const { database } = product.product.store.records;
  await cases();
  const row = await database.selectFrom("cases").select("identity").where("number", "=", 2).executeTakeFirstOrThrow();
  expect(row.identity).toBe("user:99");
  const facts = { tag: "test", sql: "SELECT identities FROM feedback WHERE score = 1", bound: {} };
  expect(await ask(product.product.store.events.client, facts)).toEqual([{ identities: ["user:99"] }]);
});

test("the page speaks the browser's language, keeps no cookie, stores nothing and lets nothing foreign in", async () => {
  const answer = await open("", { "accept-language": "tr-TR, en;q=0.5" });
  expect(await answer.text()).toContain('<html lang="tr">');
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-[^;]*; script-src 'self';/);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
});

test("a link that leads nowhere says so in the reader's language, for pages and for answers", async () => {
  const gone = await fetch(`${product.url}/s/nothing`, { headers: { "accept-language": "fr" } });
  expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining("Cette enquête")]);
  expect((await send(`${product.url}/s/nothing/answers`, { score: "1" })).status).toBe(404);
});
