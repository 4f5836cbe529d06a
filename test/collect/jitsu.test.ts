import { expect, test } from "vitest";
import { jitsu } from "../../src/collect/sources/jitsu.ts";
import { keepsTheSourceContract } from "./source-contract.ts";

keepsTheSourceContract(jitsu, [
  {
    title: "a page view as the browser client sends it",
    call: "page",
    facts: 1,
    rejections: 0,
    body: {
      type: "page",
      properties: { title: "Shop", url: "https://shop.example/", path: "/" },
      anonymousId: "5f2c9d6e",
      groupId: null,
      timestamp: "2026-05-01T00:00:00.000Z",
      sentAt: "2026-05-01T00:00:00.000Z",
      messageId: "1q2w3e4r5t6z7u8i9o0p",
      writeKey: "wk_abc:***",
      context: { library: { name: "@jitsu/js", version: "1.11.0", env: "browser" }, page: { path: "/" } },
    },
  },
  { title: "an event without anybody", call: "track", facts: 0, rejections: 1, body: { type: "track", event: "Cart Viewed" } },
]);

test("its clients hear the JSON that they read, and no destinations to run", () => {
  expect(jitsu.answer!("track", { facts: [], rejections: [] }, { body: {}, query: {}, receivedAt: 0 })).toEqual({
    status: 200,
    body: { ok: true },
  });
});
