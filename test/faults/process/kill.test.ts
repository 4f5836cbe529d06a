import { afterAll, beforeAll, expect, test } from "vitest";
import { account, kept } from "../rig/account.ts";
import { isLong, pause, rounds } from "../rig/effort.ts";
import { tell, tellRed } from "../rig/findings.ts";
import { prepareProduct, type FaultProduct } from "../rig/product.ts";
import { startSenders } from "../rig/sender.ts";

const kills = rounds(3, 50);
let product: FaultProduct;
beforeAll(async () => {
  product = await prepareProduct();
});
afterAll(() => product.killAll().catch(() => {}));

test(
  `REL-01: after ${kills} times kill -9 under load, each acknowledged message is there once and each low answer has its one case`,
  async () => {
    await product.start();
    const senders = startSenders({ ...product, url: product.url, width: 4 });
    const readyMs: number[] = [];
    for (let kill = 0; kill < kills; kill++) {
      await pause(20 + Math.random() * 1980);
      await product.killAll();
      const began = performance.now();
      await product.start();
      readyMs.push(performance.now() - began);
    }
    await pause(300);
    const { acknowledged, breaches } = await senders.stop();
    await product.killAll();

    const found = await account(product.data, acknowledged);
    expect(found).toMatchObject(kept);
    expect(breaches).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(kills * 40);
    tell({
      id: "REL-01",
      fault: "kill -9 of the whole process tree",
      method: "4 senders, a kill 20 to 2 000 ms after each start",
      count: `${kills} kills`,
      acknowledged: acknowledged.length,
      lost: found.lost.length,
      double: found.double.length,
      seen: `${found.cases} low answers, each with its one case; tallies equal rows; ready again after at most ${Math.max(...readyMs).toFixed(0)} ms`,
    });
  },
  60_000 + kills * 30_000,
);

test.runIf(isLong)("REL-01 red: a sender that believes in an answer that was not given is caught", async () => {
  const believed = ["never-sent-1", "never-sent-2"];
  const found = await account(product.data, believed);
  expect(found.lost).toEqual(believed);
  tellRed("REL-01", "two ids are called acknowledged that were never sent", `the checker reports ${found.lost.length} lost`);
});
