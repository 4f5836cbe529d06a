import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../support/postgres.ts";
import { isLong, rounds } from "../rig/effort.ts";
import { tell, tellRed } from "../rig/findings.ts";
import { prepareProduct, readiness, type FaultProduct } from "../rig/product.ts";

const starts = rounds(1, 10);
let product: FaultProduct;
beforeAll(async () => {
  product = await prepareProduct();
  await product.start();
});
afterAll(() => product.killAll().catch(() => {}));

/** The file that says that somebody has the records open, by its number: whoever opens them makes it anew or removes it, even if another has. */
const openedBy = (): number | null => statSync(join(product.data, "records", "postmaster.pid"), { throwIfNoEntry: false })?.ino ?? null;

/** Starts another product on the same folder and waits for its end. */
async function startSecond(): Promise<{ code: number; said: string; tookMs: number }> {
  const env = { PATH: process.env.PATH, PORT: String(await freePort()), RAPPORT_DATA: product.data };
  const began = performance.now();
  const second = spawn(process.execPath, ["dist/rapport.js", "start"], { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  second.stderr.on("data", (chunk) => (said += chunk));
  const [code] = (await once(second, "exit")) as [number];
  return { code, said, tookMs: performance.now() - began };
}

const refusal = () => `${product.data} is already in use by another Rapport`;

test("REL-28: a second product on the same folder is refused at once, says why, and leaves the first and its files alone", async () => {
  const tookMs: number[] = [];
  const before = openedBy();
  expect(before).not.toBeNull();
  for (let n = 0; n < starts; n++) {
    const second = await startSecond();
    tookMs.push(second.tookMs);
    expect(second.code).toBe(1);
    expect(second.said).toContain(refusal());
    expect(openedBy()).toBe(before);
    expect((await readiness(product.url))?.ok).toBe(true);
  }
  tell({
    id: "REL-28",
    fault: "two products on one folder",
    method: "started while another runs there",
    count: `${starts} starts`,
    acknowledged: null,
    lost: null,
    double: null,
    seen: `refused ${Math.max(...tookMs).toFixed(0)} ms after it was started, most of which is Node starting; the first stays ready`,
  });
});

test.runIf(isLong)("REL-28 red: without the lock a second product opens the records of the first", async () => {
  const before = openedBy();
  rmSync(join(product.data, "owner.sock"));
  const second = await startSecond();
  expect(second.said).not.toContain(refusal());
  expect(second.said).toContain(`${join(product.data, "events")} is already in use`);
  expect(openedBy()).not.toBe(before);
  const seen = `the second opens the records while the first has them open, and is refused after ${second.tookMs.toFixed(0)} ms, by the event engine`;
  tellRed("REL-28", "the lock in the data folder is removed", seen);
});
