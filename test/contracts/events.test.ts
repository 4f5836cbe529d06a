import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../../src/store/ask.ts";
import { connectEvents, instant, type Events } from "../../src/store/events/connect.ts";
import { testSettings } from "../support/settings.ts";

let events: Events;
beforeAll(async () => {
  events = await connectEvents(testSettings());
});
afterAll(() => events.close());

const askOne = async (sql: string, bound = {}) => (await ask<Record<string, unknown>>(events.client, { tag: "test", sql, bound }))[0];

test("parameters of every type arrive as they were given, hostile text included", async () => {
  const text = "a'b\\c\n\t{x:String} -- ; DROP TABLE interactions \u0000 ünïcødé 🙂".replace("\u0000", "");
  const bound = { text, whole: 7, list: ["x'y", "z"], at: instant(Date.UTC(2026, 0, 31, 12, 0, 0, 123)) };
  const answer = await askOne(
    "SELECT {text:String} AS text, {whole:UInt32} + 1 AS whole, {list:Array(String)} AS list, toString({at:DateTime64(3, 'UTC')}) AS at",
    bound,
  );
  expect(answer).toEqual({ text, whole: 8, list: ["x'y", "z"], at: "2026-01-31 12:00:00.123" });
});

test("a parameter may hold tens of thousands of names, and one that is longer than any is said to be too much", async () => {
  const list = (n: number) => Array.from({ length: n }, (_, i) => `it's ${i}`);
  expect(await askOne("SELECT length({list:Array(String)}) AS n", { list: list(30_000) })).toEqual({ n: 30_000 });
  await expect(askOne("SELECT length({list:Array(String)}) AS n", { list: list(120_000) })).rejects.toMatchObject({
    code: "query_too_costly",
  });
});

test("a parameter of one question is unknown to the next", async () => {
  await askOne("SELECT {secret:String} AS s", { secret: "mine" });
  await expect(askOne("SELECT {secret:String} AS s")).rejects.toThrow(/secret/);
});

test("a question cannot write, and cannot outlast its time", async () => {
  await expect(askOne("INSERT INTO tallies (workspace_id) VALUES ('x')")).rejects.toThrow(/readonly/i);
  await expect(
    ask(events.client, {
      tag: "slow",
      sql: "SELECT sleepEachRow(0.5) FROM numbers(20) SETTINGS max_block_size = 1",
      bound: {},
      timeoutS: 1,
    }),
  ).rejects.toMatchObject({
    code: "query_too_costly",
  });
});

test("many questions at once each get their own answer while rows are written", async () => {
  const questions = Array.from({ length: 40 }, (_, i) => askOne("SELECT {n:UInt32} * 2 AS twice", { n: i }));
  const writes = Array.from({ length: 5 }, (_, i) =>
    events.client.insert({ table: "customer_links", values: [["w", i, i, 1]], format: "JSONCompactEachRow" }),
  );
  const answers = await Promise.all(questions);
  await Promise.all(writes);
  expect(answers.map((row) => row?.twice)).toEqual(answers.map((_, i) => i * 2));
  expect(await askOne("SELECT toFloat64(count()) AS n FROM customer_links WHERE workspace_id = 'w'")).toEqual({ n: 5 });
});
