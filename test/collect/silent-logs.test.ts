import { Writable } from "node:stream";
import { pino } from "pino";
import { expect, test } from "vitest";
import { startProduct } from "../../src/show/api/start.ts";
import { createClient, owner } from "../support/product.ts";
import { lentEngines } from "../support/engines.ts";
import { emptySettings } from "../support/settings.ts";

const canaries = ["canary@example.com", "+4915112345678", "203.0.113.99", "canary-key", "canary-word", "canary-trait"];

test("SEC-37: nothing that customers sent stands in the log, however much it says, and every line of it says something", async () => {
  let written = "";
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  const running = await startProduct(emptySettings({ RAPPORT_LOG: "debug" }), {
    log: pino({ level: "debug", base: null }, sink),
    connect: lentEngines,
  });
  try {
    const api = createClient(running.url);
    await api("POST", "/api/setup", owner);
    const { key } = (await api<{ key: string }>("POST", "/api/keys", { name: "Shop" })).body;
    const send = (path: string, body: string, headers: Record<string, string> = {}) =>
      fetch(`${running.url}${path}`, {
        method: "POST",
        body,
        headers: { authorization: `Bearer ${key}`, "x-forwarded-for": canaries[2]!, ...headers },
      });
    const call = {
      userId: "canary-key",
      traits: { email: canaries[0], phone: canaries[1], note: "canary-trait" },
      properties: { word: "canary-word" },
      context: { ip: canaries[2] },
    };
    for (const type of ["identify", "track", "page", "nothing"])
      await send("/v1/batch", JSON.stringify({ batch: Array.from({ length: 50 }, () => ({ ...call, type, event: "canary-word" })) }));
    await send(`/v1/track?writeKey=canary-key`, `{"userId": "canary-key", broken canary-word`);
    await send("/v1/track", JSON.stringify(call), { authorization: "Bearer canary-key" });
    await send("/v1/track", JSON.stringify({ ...call, event: "x".repeat(40_000) }));
    await api("GET", "/api/customers?q=canary@example.com");
    await api("GET", "/api/nothing/canary-word");
    await running.product.collect.follower.caughtUp();
  } finally {
    await running.stop();
  }
  const lines = written
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { msg?: string });
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.filter(({ msg }) => !msg)).toEqual([]);
  for (const canary of [...canaries, owner.password, owner.email]) expect(written, canary).not.toContain(canary);
});
