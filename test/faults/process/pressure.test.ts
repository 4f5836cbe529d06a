import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { account, kept } from "../rig/account.ts";
import { startBareDoor } from "../rig/bare-door.ts";
import { limitCpu, limitMemory, type Cgroup } from "../rig/cgroup.ts";
import { isLong, pause, until } from "../rig/effort.ts";
import { tell, tellRed } from "../rig/findings.ts";
import { allows } from "../rig/machine.ts";
import { prepareProduct, readiness, type FaultProduct } from "../rig/product.ts";
import { startSenders } from "../rig/sender.ts";
import { inject } from "../rig/strace.ts";
import { memoryOfTree } from "../rig/tree.ts";

// The whole product, both engines included; a quarter of what one may have on a small server.
const memoryBytes = 1.2e9;
const killsIn = (group: Cgroup): number => Number(/oom_kill (\d+)/.exec(group.read("memory.oom_control"))?.[1] ?? 0);
const seconds = Number(process.env.SECONDS ?? (isLong ? 120 : 4));

describe.runIf(allows("memory"))("REL-19: little memory", () => {
  let group: Cgroup;
  let product: FaultProduct;
  beforeAll(async () => {
    group = limitMemory(memoryBytes);
    product = await prepareProduct({ wrap: group.wrap, env: { RAPPORT_EVENTS_MEMORY_MB: "512" } });
  });
  afterAll(async () => {
    await product.killAll().catch(() => {});
    await pause(500);
    group.remove();
  });

  test(
    `${memoryBytes / 1e6} MB for all processes: nobody is killed, nothing is lost, and memory stops growing`,
    async () => {
      await product.start();
      const senders = startSenders({ ...product, url: product.url, width: 6, batch: 200 });
      const samples: { atMs: number; bytes: number }[] = [];
      const began = performance.now();
      while (performance.now() - began < seconds * 1000) {
        await pause(1000);
        samples.push({ atMs: performance.now() - began, bytes: memoryOfTree(product.pid) });
      }
      const { acknowledged, breaches, answers } = await senders.stop();
      const kills = killsIn(group);
      await product.stop();
      expect(kills).toBe(0);
      expect(breaches).toEqual([]);
      const found = await account(product.data, acknowledged);
      expect(found).toMatchObject(kept);
      const late = samples.slice(Math.floor(samples.length / 2));
      const growth = (late.at(-1)!.bytes - late[0]!.bytes) / 1e6 / ((late.at(-1)!.atMs - late[0]!.atMs) / 60_000 || 1);
      tell({
        id: "REL-19",
        fault: "little memory",
        method: `a memory group of ${memoryBytes / 1e6} MB around all processes, as much load as goes in`,
        count: `${seconds} s`,
        acknowledged: found.acknowledged,
        lost: found.lost.length,
        double: found.double.length,
        seen: `no process killed; at most ${(Math.max(...samples.map(({ bytes }) => bytes)) / 1e6).toFixed(0)} MB together, ${growth.toFixed(0)} MB a minute in the second half, while rows and their index grow; answers ${JSON.stringify(answers)}`,
      });
    },
    120_000 + seconds * 2000,
  );

  test.runIf(isLong && allows("strace"))(
    "red: a door that lets a line without end wait for a slow disk is killed, with all it had promised",
    async () => {
      const little = limitMemory(1e8);
      const door = await startBareDoor({ wrap: little.wrap });
      const slow = await inject([door.pid], "fsync,fdatasync:delay_enter=500000");
      const senders = startSenders({ ...door, width: 6, batch: 200 });
      await until("it is killed", () => door.endedBy() !== null, 60_000);
      const { acknowledged } = await senders.stop();
      const lost = await door.killAndCount(acknowledged);
      await slow.end();
      const kills = killsIn(little);
      little.remove();
      expect(kills).toBe(1);
      expect(lost.length).toBeGreaterThan(0);
      const seen = `${kills} process killed; ${lost.length} of ${acknowledged.length} acknowledged messages lost`;
      tellRed("REL-19", "a bare door in 100 MB, whose line before a slow disk has no end", seen);
    },
    90_000,
  );
});

describe.runIf(allows("cpu"))("REL-20: half a core", () => {
  let group: Cgroup;
  let product: FaultProduct;
  beforeAll(async () => {
    group = limitCpu(0.5);
    product = await prepareProduct({ wrap: group.wrap });
  });
  afterAll(async () => {
    await product.killAll().catch(() => {});
    await pause(500);
    group.remove();
  });

  test("half a core for all processes: it sheds load instead of promising what it cannot keep, and says how it is", async () => {
    await product.start();
    const senders = startSenders({ ...product, url: product.url, width: 24, batch: 100 });
    await until("messages are acknowledged", () => senders.oracle.acknowledged.length > 0, 60_000);
    const ready: (boolean | null)[] = [];
    for (let second = 0; second < Math.min(seconds, 60); second++) {
      await pause(1000);
      ready.push((await readiness(product.url))?.ok ?? null);
    }
    const { acknowledged, breaches, answers, broken } = await senders.stop();
    await product.killAll();
    expect(breaches).toEqual([]);
    expect(broken).toEqual({});
    const found = await account(product.data, acknowledged);
    expect(found).toMatchObject(kept);
    const answered = ready.filter((one) => one !== null).length;
    expect(answered).toBeGreaterThan(ready.length / 2);
    tell({
      id: "REL-20",
      fault: "little CPU",
      method: "half a core for all processes, 24 senders that never pause",
      count: `${Math.min(seconds, 60)} s`,
      acknowledged: found.acknowledged,
      lost: found.lost.length,
      double: found.double.length,
      seen: `answers ${JSON.stringify(answers)}; readiness answered ${answered} of ${ready.length} times, true ${ready.filter(Boolean).length} times`,
    });
  }, 300_000);

  test.runIf(isLong)(
    "red: a door that works in its only loop, and turns nobody away, answers neither senders nor readiness in time",
    async () => {
      const door = await startBareDoor({ wrap: group.wrap, hashes: true });
      const senders = startSenders({ ...door, width: 24, batch: 100, patienceMs: 10_000 });
      await pause(1000);
      const ready = [await readiness(door.url), await readiness(door.url)];
      const { broken } = await senders.stop();
      await door.killAndCount([]);
      expect(ready).toContain(null);
      expect(broken).not.toEqual({});
      tellRed(
        "REL-20",
        "a bare door that hides each customer by scrypt in its loop",
        `readiness answered ${ready.filter((one) => one !== null).length} of ${ready.length} times; ${JSON.stringify(broken)}`,
      );
    },
    120_000,
  );
});
