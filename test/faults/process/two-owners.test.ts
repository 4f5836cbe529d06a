import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../support/postgres.ts";
import { rounds } from "../rig/effort.ts";
import { tell } from "../rig/findings.ts";
import { prepareProduct, readiness, type FaultProduct } from "../rig/product.ts";

const starts = rounds(1, 10);
let product: FaultProduct;
beforeAll(async () => {
  product = await prepareProduct();
});
afterAll(() => product.killAll().catch(() => {}));

test("REL-28: a second product on the same folder is refused at once, says why, and leaves the first alone", async () => {
  await product.start();
  const tookMs: number[] = [];
  for (let n = 0; n < starts; n++) {
    const env = { PATH: process.env.PATH, PORT: String(await freePort()), RAPPORT_DATA: product.data };
    const began = performance.now();
    const second = spawn(process.execPath, ["dist/rapport.js", "start"], { env, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    second.stderr.on("data", (chunk) => (said += chunk));
    const [code] = await once(second, "exit");
    tookMs.push(performance.now() - began);
    expect(code).toBe(1);
    expect(said).toContain("already in use by another Rapport");
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
