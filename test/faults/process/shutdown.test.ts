import { afterAll, beforeAll, expect, test } from "vitest";
import { account, kept } from "../rig/account.ts";
import { pause, rounds } from "../rig/effort.ts";
import { tell } from "../rig/findings.ts";
import { prepareProduct, type FaultProduct } from "../rig/product.ts";
import { startSenders } from "../rig/sender.ts";

const restarts = rounds(2, 50);
let product: FaultProduct;
beforeAll(async () => {
  product = await prepareProduct();
});
afterAll(() => product.killAll().catch(() => {}));

test(
  `REL-22: after ${restarts} times SIGTERM under load nothing is lost, no kept connection is reset, and it is over in 10 s`,
  async () => {
    const acknowledged: string[] = [];
    const tookMs: number[] = [];
    const resets: string[] = [];
    for (let round = 0; round < restarts; round++) {
      await product.start();
      const senders = startSenders({ ...product, url: product.url, width: 6, batch: 10, name: `r${round}-` });
      await pause(500 + Math.random() * 700);
      const began = performance.now();
      const stopped = product.stop();
      expect(await stopped).toBe(0);
      tookMs.push(performance.now() - began);
      const oracle = await senders.stop();
      expect(oracle.breaches).toEqual([]);
      acknowledged.push(...oracle.acknowledged);
      // Once nobody listens any more a new connection is refused; only a connection that was open may not break.
      resets.push(...Object.keys(oracle.broken).filter((code) => code !== "ECONNREFUSED"));
    }
    const found = await account(product.data, acknowledged);
    expect(found).toMatchObject(kept);
    expect(resets).toEqual([]);
    expect(Math.max(...tookMs)).toBeLessThan(10_000);
    tell({
      id: "REL-22",
      fault: "SIGTERM under load",
      method: "6 senders on kept connections that never pause",
      count: `${restarts} restarts`,
      acknowledged: acknowledged.length,
      lost: found.lost.length,
      double: found.double.length,
      seen: `${resets.length} connections reset; ended with 0 after at most ${Math.max(...tookMs).toFixed(0)} ms`,
    });
  },
  60_000 + restarts * 30_000,
);
