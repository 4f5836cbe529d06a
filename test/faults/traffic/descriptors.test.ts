import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { account, kept } from "../rig/account.ts";
import { startBareDoor } from "../rig/bare-door.ts";
import { isLong, pause, rounds, until } from "../rig/effort.ts";
import { tell, tellRed } from "../rig/findings.ts";
import { allows } from "../rig/machine.ts";
import { prepareProduct, readiness, type FaultProduct } from "../rig/product.ts";
import { openRaw } from "../rig/raw-socket.ts";
import { startSenders } from "../rig/sender.ts";
import { cpuSeconds } from "../../../bench/ingest/process-tree.ts";
import { filesOf } from "../rig/tree.ts";

// The event engine alone holds more than the 64 files that would be harder still.
const files = 320;
const floods = rounds(1, 5);

describe.runIf(allows("prlimit"))("REL-27: no files left", () => {
  let product: FaultProduct;
  beforeAll(async () => {
    product = await prepareProduct({ wrap: ["prlimit", `--nofile=${files}:${files}`] });
  });
  afterAll(() => product.killAll().catch(() => {}));

  test(`with ${files} files at most, a flood is turned away, kept senders go on, and afterwards everything is as before`, async () => {
    await product.start();
    const port = Number(new URL(product.url).port);
    const senders = startSenders({ ...product, url: product.url, width: 2, batch: 10, pauseMs: 20 });
    await until("messages are acknowledged", () => senders.oracle.acknowledged.length > 50);
    let most = 0;
    let idleCpu = 0;
    for (let flood = 0; flood < floods; flood++) {
      const before = senders.oracle.acknowledged.length;
      const held = await Promise.all(Array.from({ length: 600 }, (_, i) => openRaw(port, `127.0.0.${2 + (i % 5)}`)));
      await until("kept senders are served meanwhile", () => senders.oracle.acknowledged.length > before, 20_000);
      most = Math.max(most, filesOf(product.pid));
      for (const { socket } of held) socket.destroy();
      await until("it is ready", async () => (await readiness(product.url))?.ok === true, 20_000);
    }
    const { acknowledged, breaches } = await senders.stop();
    expect(breaches).toEqual([]);
    await pause(500);
    const cpu = cpuSeconds(product.pid);
    await pause(2000);
    idleCpu = (cpuSeconds(product.pid) - cpu) / 2;
    expect(idleCpu).toBeLessThan(0.7);
    expect(most).toBeLessThan(files);
    expect(await product.stop()).toBe(0);
    const found = await account(product.data, acknowledged);
    expect(found).toMatchObject(kept);
    tell({
      id: "REL-27",
      fault: "no file descriptors left",
      method: `prlimit --nofile=${files} for all processes, 600 connections at once beside senders`,
      count: `${floods} floods`,
      acknowledged: found.acknowledged,
      lost: found.lost.length,
      double: found.double.length,
      seen: `at most ${most} files open in the server, so that it never ran out; senders on kept connections went on; ${(idleCpu * 100).toFixed(0)} % of a core afterwards`,
    });
  }, 120_000);

  test.runIf(isLong)(
    "red: a door that keeps no files free runs out of them, and forgets what it said it has",
    async () => {
      const door = await startBareDoor({ wrap: ["prlimit", `--nofile=${files}:${files}`] });
      const port = Number(new URL(door.url).port);
      const senders = startSenders({ ...door, width: 2, batch: 10, pauseMs: 500 });
      await until("messages are acknowledged", () => senders.oracle.acknowledged.length > 10);
      // It holds its own file only while it writes: the flood comes between two batches.
      await door.settled();
      const held = await Promise.all(Array.from({ length: 600 }, (_, i) => openRaw(port, `127.0.0.${2 + (i % 5)}`)));
      await pause(2000);
      const open = filesOf(door.pid);
      for (const { socket } of held) socket.destroy();
      const { acknowledged } = await senders.stop();
      await door.settled();
      const lost = await door.killAndCount(acknowledged);
      expect(open).toBeGreaterThanOrEqual(files - 1);
      expect(lost.length).toBeGreaterThan(0);
      const seen = `${open} of ${files} files are open, and ${lost.length} of ${acknowledged.length} acknowledged messages lost`;
      tellRed("REL-27", "a bare door that keeps no files free", seen);
    },
    60_000,
  );
});
