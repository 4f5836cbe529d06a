import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RateMemory } from "../../../src/show/api/rate-memory.ts";
import { createClient } from "../../support/product.ts";
import { account, kept } from "../rig/account.ts";
import { isLong, rounds } from "../rig/effort.ts";
import { tell, tellRed } from "../rig/findings.ts";
import { createFakeClock } from "../rig/fake-clock.ts";
import { prepareProduct, signIn, type FaultProduct } from "../rig/product.ts";
import { bodyOf, exchange } from "../rig/sender.ts";

const hours = 3600;
const days = 86_400;
const jumps = [2 * hours, -2 * hours, 30 * days, -30 * days].slice(0, rounds(4, 4));

const clock = createFakeClock(0, { ofAll: isLong });

describe.runIf(clock !== null)("REL-07: a clock that jumps", () => {
  const setClock = (seconds: number): Promise<void> => clock!.set(seconds);
  let product: FaultProduct;
  beforeAll(async () => {
    product = await prepareProduct({ wrap: clock!.wrap });
  });
  afterAll(() => product.killAll().catch(() => {}));

  const acknowledged: string[] = [];
  async function sendOne(name: string, key = product.key): Promise<number> {
    const ids = [`${name}-1`, `${name}-2-low`];
    // The sender's own clock is right: its events lie in the past or in the future of a server whose clock is wrong.
    const { status } = await exchange(undefined, new URL("/v1/batch", product.url), key, bodyOf(ids));
    if (status === 200) acknowledged.push(...ids);
    return status;
  }

  test("messages are taken, nobody is locked out for the length of the jump, and a revoked key stays revoked", async () => {
    await product.start();
    const seen: string[] = [];
    let api = await signIn(product.url);
    for (const [n, jump] of jumps.entries()) {
      await setClock(0);
      if ((await api("GET", "/api/sources")).status === 401) api = await signIn(product.url);
      const { body: made } = await api<{ id: string; key: string }>("POST", "/api/keys", { name: `key ${n}` });
      expect(await sendOne(`before${n}`, made.key)).toBe(200);
      await api("DELETE", `/api/keys/${made.id}`);
      const stranger = createClient(product.url);
      const attempt = () => stranger("POST", "/api/sign-in", { email: `stranger${n}@example.com`, password: "wrong wrong wrong" });
      for (let tries = 0; tries < 6; tries++) await attempt();

      await setClock(jump);
      expect(await sendOne(`after${n}`)).toBe(200);
      expect(await sendOne(`revoked${n}`, made.key)).toBe(401);
      const { status, headers } = await attempt();
      expect(status).toBe(429);
      expect(Number(headers.get("retry-after"))).toBeLessThanOrEqual(15 * 60);
      const { status: stillIn } = await api("GET", "/api/sources");
      expect([200, 401]).toContain(stillIn);
      seen.push(`${jump / hours} h: old login ${stillIn === 200 ? "valid" : "ended"}`);
    }
    for (let second = 0; second < rounds(3, 20); second++) {
      await setClock(-second);
      expect(await sendOne(`back${second}`)).toBe(200);
    }
    await setClock(0);
    if ((await api("GET", "/api/sources")).status === 401) api = await signIn(product.url);
    const { body } = await api<{ items: { startedAt: number; finishedAt: number | null }[] }>("GET", "/api/jobs");
    for (const { startedAt, finishedAt } of body.items ?? []) expect((finishedAt ?? startedAt) - startedAt).toBeGreaterThanOrEqual(0);
    await product.killAll();
    const found = await account(product.data, acknowledged);
    // A low answer that seems older than the rules want is stored and opens no case; none may be opened twice.
    expect(found).toMatchObject({ ...kept, casesAstray: expect.anything() });
    tell({
      id: "REL-07",
      fault: "clock jumps",
      method: `faketime moves the wall clock of ${isLong ? "all processes" : "the product's process"} by 2 h and 30 days in both directions and in steps of a second; the monotonic clock goes on`,
      count: `${jumps.length} jumps, ${rounds(3, 20)} steps`,
      acknowledged: found.acknowledged,
      lost: found.lost.length,
      double: found.double.length,
      seen: `a revoked key stays revoked, a limit never lasts longer than its 15 minutes, signing in works. ${seen.join("; ")}`,
    });
  }, 180_000);

  test.runIf(isLong)("red: limits that are counted on the wall clock lock out for as long as the jump was", () => {
    let wall = 30 * days * 1000;
    const onWall = new RateMemory(undefined, () => wall);
    let ttl = 0;
    onWall.incr("a", (_, seen) => (ttl = seen.ttl), 900_000);
    wall = 0;
    onWall.incr("a", (_, seen) => (ttl = seen.ttl), 900_000);
    expect(ttl).toBeGreaterThan(29 * days * 1000);
    tellRed(
      "REL-07",
      "the same memory on the wall clock",
      `a limit of 15 minutes lasts ${(ttl / days / 1000).toFixed(0)} days after a jump of 30 days to the past`,
    );
  });
});
