import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { testSettings } from "../../support/settings.ts";
import { account, kept, type Account } from "../rig/account.ts";
import { isLong, pause, rounds } from "../rig/effort.ts";
import { tell, tellRed } from "../rig/findings.ts";
import { allows } from "../rig/machine.ts";
import { prepareProduct, signIn, type FaultProduct } from "../rig/product.ts";
import { startSenders, type Oracle } from "../rig/sender.ts";
import { inject } from "../rig/strace.ts";
import { signalTree, treeOf } from "../rig/tree.ts";
import { createDisk, cutPower, type Volume } from "../rig/volume.ts";

const cuts = rounds(2, 40);

describe.runIf(allows("ext4", "loop"))("REL-02: the power goes away", () => {
  let disk: Volume;
  let product: FaultProduct;
  beforeAll(async () => {
    disk = createDisk(1024);
    product = await prepareProduct({ folder: disk.folder });
  });
  afterAll(async () => {
    await product?.killAll().catch(() => {});
    disk.remove();
  });

  /** The disk as the machine would find it, and what had been promised by then. */
  async function cut(oracle: Oracle): Promise<{ after: Volume; acknowledged: string[] }> {
    signalTree(product.pid, "SIGSTOP");
    // Answers that were sent before the stop count, whether or not the senders have read them yet.
    await pause(200);
    const acknowledged = [...oracle.acknowledged];
    const after = cutPower(disk);
    signalTree(product.pid, "SIGCONT");
    return { after, acknowledged };
  }

  async function inspect(after: Volume, acknowledged: string[], keys: string[]): Promise<Account & { keysLost: string[] }> {
    try {
      const data = `${after.folder}/data`;
      const found = await account(data, acknowledged);
      const store = await openStore(testSettings({ RAPPORT_DATA: data }));
      const names = (await store.records.database.selectFrom("sources").select("name").execute()).map(({ name }) => name);
      await store.close();
      return { ...found, keysLost: keys.filter((name) => !names.includes(name)) };
    } finally {
      after.remove();
    }
  }

  /** Makes a key now and then: a record that was answered must survive as an event does. */
  function makeKeys(api: Awaited<ReturnType<typeof signIn>>) {
    const made: string[] = [];
    let running = true;
    const making = (async () => {
      for (let n = 0; running; n++) {
        const name = `key ${n}`;
        if ((await api("POST", "/api/keys", { name }).catch(() => null))?.status === 201) made.push(name);
        await pause(100);
      }
    })();
    return { made, stop: () => ((running = false), making) };
  }

  test(
    `after each of ${cuts} cuts under load everything acknowledged is there once, in both stores`,
    async () => {
      await product.start();
      const senders = startSenders({ ...product, url: product.url, batch: 20 });
      const keys = makeKeys(await signIn(product.url));
      const sum = { acknowledged: 0, lost: 0, double: 0, keys: 0 };
      for (let n = 0; n < cuts; n++) {
        await pause(100 + Math.random() * 1500);
        const { after, acknowledged } = await cut(senders.oracle);
        const found = await inspect(after, acknowledged, [...keys.made]);
        expect(found).toMatchObject({ ...kept, keysLost: [] });
        sum.acknowledged += found.acknowledged;
        sum.lost += found.lost.length;
        sum.double += found.double.length;
        sum.keys = keys.made.length;
      }
      await keys.stop();
      expect((await senders.stop()).breaches).toEqual([]);
      tell({
        id: "REL-02",
        fault: "power cut",
        method:
          "ext4 on a loop device (`commit=60`); all processes stand still, the backing file is copied, the copy is checked and opened",
        count: `${cuts} cuts`,
        ...sum,
        seen: `file system whole each time, both stores open, each low answer with its one case; ${sum.keys} write keys made meanwhile all there`,
      });
    },
    60_000 + cuts * 40_000,
  );

  test.runIf(isLong && allows("strace"))(
    "red: on a disk that only says that it kept what it was given, the same test loses messages",
    async () => {
      const lie = await inject(
        treeOf(product.pid).map(({ pid }) => pid),
        "fsync,fdatasync:retval=0",
      );
      const senders = startSenders({ ...product, url: product.url, batch: 20, name: "red" });
      await pause(4000);
      const { after, acknowledged } = await cut(senders.oracle);
      await senders.stop();
      await lie.end();
      const seen = await inspect(after, acknowledged, []).then(
        ({ lost }) => `${lost.length} of ${acknowledged.length} acknowledged messages lost`,
        (error: unknown) => `the stores do not open: ${String(error).slice(0, 100)}`,
      );
      tellRed("REL-02", "fsync and fdatasync answer 0 without doing anything (strace)", seen);
      expect(seen).not.toMatch(/^0 of/);
    },
    120_000,
  );
});
