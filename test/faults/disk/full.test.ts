import { readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { account, kept } from "../rig/account.ts";
import { startBareDoor } from "../rig/bare-door.ts";
import { isLong, pause, rounds, until } from "../rig/effort.ts";
import { tell, tellRed } from "../rig/findings.ts";
import { allows } from "../rig/machine.ts";
import { prepareProduct, readiness, signIn, type FaultProduct } from "../rig/product.ts";
import { startSenders } from "../rig/sender.ts";
import { createMemoryDisk, type Volume } from "../rig/volume.ts";

// The record store alone takes 40 MB when it is empty, so 64 MB would be full before the first event.
const megabytes = 256;
const fillings = rounds(1, 10);

describe.runIf(allows("tmpfs"))("REL-03: a disk that fills up", () => {
  let disk: Volume;
  let log = "";
  let ballast = "";
  let product: FaultProduct;
  beforeAll(async () => {
    disk = createMemoryDisk(megabytes);
    log = join(disk.folder, "..", "log");
    ballast = join(disk.folder, "ballast");
    product = await prepareProduct({ folder: disk.folder, env: { RAPPORT_LOG: "warn" }, log });
  });
  afterAll(async () => {
    await product.killAll().catch(() => {});
    disk.remove();
  });

  /** Fills the disk until this many bytes are left. */
  function fill(leaveBytes: number): void {
    rmSync(ballast, { force: true });
    const { bavail, bsize } = statfsSync(disk.folder);
    try {
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)));
    } catch (error) {
      // The product writes as well, so that the last bytes may not be there any more: full is full.
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    }
  }

  test(`${fillings} times full and free again: it refuses in time, loses nothing, stays readable, and goes on by itself`, async () => {
    await product.start();
    const { pid } = product;
    const api = await signIn(product.url);
    const senders = startSenders({ ...product, url: product.url, pauseMs: 20 });
    const { oracle } = senders;
    const resumedMs: number[] = [];
    const toldMs: number[] = [];
    for (let round = 0; round < fillings; round++) {
      await until("messages are acknowledged", () => oracle.acknowledged.length > (round + 1) * 200);
      fill(round % 2 === 0 ? 0 : 8e6);
      toldMs.push(await until("readiness tells of it", async () => (await readiness(product.url))?.ok === false));
      const before = oracle.acknowledged.length;
      await pause(1500);
      expect(oracle.acknowledged.length - before).toBeLessThanOrEqual(3 * 40);
      expect((await api("GET", "/api/cases?state=open")).status).toBe(200);
      expect((await api("GET", "/api/sources")).status).toBe(200);
      expect(await api("POST", "/api/keys", { name: "Another" })).toMatchObject({ status: 503, body: { error: { code: "disk_full" } } });
      rmSync(ballast);
      const during = oracle.acknowledged.length;
      const freed = performance.now();
      await until("it is ready again", async () => (await readiness(product.url))?.ok === true);
      await until("messages are acknowledged again", () => oracle.acknowledged.length > during);
      resumedMs.push(performance.now() - freed);
    }
    await senders.stop();
    expect(product.pid).toBe(pid);
    expect(await product.stop()).toBe(0);

    const found = await account(product.data, oracle.acknowledged);
    expect(found).toMatchObject(kept);
    expect(oracle.breaches).toEqual([]);
    expect(oracle.broken).toEqual({});
    expect(oracle.answers[503]).toBeGreaterThan(0);
    const slowestRefusalMs = Math.max(...oracle.refusalsMs);
    expect(slowestRefusalMs).toBeLessThan(2000);
    expect(Math.max(...toldMs)).toBeLessThan(4000);
    expect(Math.max(...resumedMs)).toBeLessThan(15_000);
    for (const alarm of [95]) expect(readFileSync(log, "utf8")).toContain(`"alarm":${alarm}`);
    tell({
      id: "REL-03",
      fault: "disk full",
      method: `data on ${megabytes} MB in memory, filled to the last byte or to 8 MB under load, then freed`,
      count: `${fillings} times`,
      acknowledged: found.acknowledged,
      lost: found.lost.length,
      double: found.double.length,
      seen: `slowest refusal ${slowestRefusalMs.toFixed(0)} ms; readiness false after at most ${Math.max(...toldMs).toFixed(0)} ms; acknowledging again at most ${Math.max(...resumedMs).toFixed(0)} ms after room was made; same process, pages readable`,
    });
  }, 240_000);

  test("alarms at 80, 90 and 95 % are in readiness and in the log", async () => {
    await product.start();
    const seen: number[] = [];
    for (const share of [0.18, 0.08, 0.04]) {
      fill(statfsSync(disk.folder).blocks * statfsSync(disk.folder).bsize * share);
      await pause(600);
      seen.push(((await readiness(product.url)) as unknown as { disk: { alarm: number } }).disk.alarm);
    }
    rmSync(ballast);
    await product.stop();
    expect(seen).toEqual([80, 90, 95]);
    for (const alarm of [80, 90, 95]) expect(readFileSync(log, "utf8")).toContain(`"alarm":${alarm}`);
  });

  test.runIf(isLong)(
    "red: a door that looks at neither the disk nor its own write acknowledges what it could not keep",
    async () => {
      const lostOn = async (megabytesOfDisk: number): Promise<string> => {
        const small = createMemoryDisk(megabytesOfDisk);
        const door = await startBareDoor({ folder: small.folder });
        const senders = startSenders({ ...door, name: "long".repeat(50) });
        await pause(2000);
        const { acknowledged } = await senders.stop();
        await door.settled();
        const lost = await door.killAndCount(acknowledged);
        small.remove();
        return `${lost.length} of ${acknowledged.length} acknowledged messages lost on ${megabytesOfDisk} MB`;
      };
      const [wide, narrow] = [await lostOn(128), await lostOn(1)];
      expect(wide).toMatch(/^0 of/);
      expect(narrow).not.toMatch(/^0 of/);
      tellRed("REL-03", "a bare door that looks at neither the room on the disk nor the outcome of its write", `${narrow}, ${wide}`);
    },
    60_000,
  );
});
