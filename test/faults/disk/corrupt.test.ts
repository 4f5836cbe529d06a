import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIntake } from "../../../src/collect/intake/intake.ts";
import { ask } from "../../../src/store/ask.ts";
import { openStore } from "../../../src/store/open.ts";
import { happened } from "../../collect/facts.ts";
import { testSettings } from "../../support/settings.ts";
import { isLong, rounds } from "../rig/effort.ts";
import { tell, tellRed } from "../rig/findings.ts";
import { prepareProduct } from "../rig/product.ts";

const groups = 3;
const perGroup = 200;
let whole = "";
beforeAll(async () => {
  const { data } = await prepareProduct();
  whole = data;
  const store = await openStore(testSettings({ RAPPORT_DATA: data }));
  // Pieces of a table must stay apart, so that one can be damaged and the others not.
  await store.events.client.command({ query: "SYSTEM STOP MERGES interactions" });
  const intake = await createIntake(store);
  for (let group = 0; group < groups; group++)
    await intake.store(
      "w",
      Array.from({ length: perGroup }, (_, i) => happened(`g${group}-${i}`, ["user:1"])),
    );
  await intake.drain();
  await store.close();
}, 120_000);
afterAll(() => rmSync(whole, { recursive: true, force: true }));

type Damage = { says: string; to(bytes: Buffer): Buffer };
const damages: Damage[] = [
  {
    says: "a bit flipped",
    to: (bytes) => {
      const at = Math.floor(bytes.length / 2);
      bytes[at]! ^= 0x10;
      return bytes;
    },
  },
  {
    says: "a sector of zeros",
    to: (bytes) => bytes.fill(0, Math.floor(bytes.length / 3), Math.min(bytes.length, Math.floor(bytes.length / 3) + 512)),
  },
  { says: "cut in half", to: (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2)) },
];

type Kind = { says: string; find: (folder: string) => string };

/** The largest file below a folder whose path matches: a kind's files differ only in what they hold. */
const largest =
  (below: string, pattern: RegExp) =>
  (folder: string): string => {
    const files = readdirSync(join(folder, below), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && pattern.test(join(entry.parentPath, entry.name)))
      .map((entry) => join(entry.parentPath, entry.name));
    return files.toSorted((a, b) => readFileSync(b).length - readFileSync(a).length)[0]!;
  };

const kinds: Kind[] = [
  { says: "events: rows", find: largest("events/store", /\/all_[^/]+\/data\.bin$/) },
  { says: "records: the log", find: largest("records/pg_wal", /\/[0-9A-F]{24}$/) },
  { says: "events: marks", find: largest("events/store", /\/all_[^/]+\/data\.c?mrk\d?$/) },
  { says: "events: primary index", find: largest("events/store", /\/all_[^/]+\/primary\.c?idx$/) },
  { says: "events: checksums", find: largest("events/store", /\/all_[^/]+\/checksums\.txt$/) },
  { says: "events: columns", find: largest("events/store", /\/all_[^/]+\/columns\.txt$/) },
  { says: "events: definition of a table", find: largest("events/store", /\/interactions\.sql$/) },
  { says: "records: rows", find: largest("records/base", /\/\d+\/\d+$/) },
  { says: "records: control file", find: largest("records/global", /\/pg_control$/) },
];

const sql =
  "SELECT count() AS n, sum(cityHash64(message_id, properties, context, seq)) % 1000000007 AS sum FROM interactions WHERE workspace_id = 'w'";

/** Opens a folder as the product would and reads everything in it; what became of it, in words. */
async function open(data: string): Promise<string> {
  const store = await openStore(testSettings({ RAPPORT_DATA: data })).catch((error: Error) => error);
  if (store instanceof Error) return `refused: ${store.message.slice(0, 140)}`;
  try {
    const intake = await createIntake(store);
    const rows = await ask<{ n: number; sum: number }>(store.events.client, { tag: "test", sql, bound: {} }).catch(async () => {
      await store.events.mend(["interactions"]);
      return ask<{ n: number; sum: number }>(store.events.client, { tag: "test", sql, bound: {} });
    });
    await store.records.database.selectFrom("sources").selectAll().execute();
    await store.records.database.selectFrom("users").selectAll().execute();
    const receipt = await intake.store("w", [happened("after", ["user:1"])]);
    await intake.drain();
    if (receipt.stored !== 1) return "WRONG: it takes nothing more";
    const n = Number(rows[0]!.n);
    if (n === groups * perGroup) return Number(rows[0]!.sum) === sumWhole ? "nothing missing" : "WRONG: rows differ";
    return n === (groups - 1) * perGroup ? "one damaged piece set aside, the rest readable" : `WRONG: ${n} rows`;
  } catch (error) {
    return `reported: ${String(error).slice(0, 140)}`;
  } finally {
    await store.close();
  }
}

let sumWhole = 0;
const short = rounds(1, 100) === 1;

test("REL-06: a damaged file is noticed: what it held is set aside or the product says which store cannot be opened, never a wrong figure", async () => {
  const store = await openStore(testSettings({ RAPPORT_DATA: whole }));
  sumWhole = Number((await ask<{ sum: number }>(store.events.client, { tag: "test", sql, bound: {} }))[0]!.sum);
  await store.close();
  const outcomes = new Map<string, string[]>();
  let cases = 0;
  for (const { says, find } of short ? kinds.slice(0, 1) : kinds)
    for (const damage of short ? damages.slice(0, 1) : damages) {
      const data = mkdtempSync(join(tmpdir(), "rapport-corrupt-"));
      cpSync(whole, data, { recursive: true, filter: (file) => basename(file) !== "owner.sock" });
      const file = find(data);
      writeFileSync(file, damage.to(readFileSync(file)));
      const outcome = await open(data);
      console.log(`${says}, ${damage.says}: ${outcome}`);
      expect(`${says}, ${damage.says}: ${outcome}`).not.toContain("WRONG");
      const sort = outcome.split(":")[0]!;
      outcomes.set(sort, [...(outcomes.get(sort) ?? []), `${says} (${damage.says})`]);
      cases++;
      rmSync(data, { recursive: true });
    }
  tell({
    id: "REL-06",
    fault: "corrupt files",
    method: "a bit flipped, a sector of zeros, cut in half, in each kind of file of both stores while stopped",
    count: `${cases} cases`,
    acknowledged: groups * perGroup,
    lost: null,
    double: null,
    seen: `no wrong figure. ${[...outcomes].map(([sort, list]) => `${sort}: ${list.length} (${list.slice(0, 6).join(", ")}${list.length > 6 ? ", …" : ""})`).join("; ")}`,
  });
}, 600_000);

test.runIf(isLong)(
  "REL-06 red: without their checksums the same damaged rows give wrong figures",
  async () => {
    const store = await openStore(testSettings({ RAPPORT_DATA: whole }));
    const read = async (isChecked: boolean): Promise<string> => {
      const query = `SELECT sum(cityHash64(toString(tuple(*)))) AS sum FROM interactions SETTINGS checksum_on_read = ${Number(isChecked)}`;
      const answer = await store.events.client.query({ query, format: "JSONEachRow" }).catch((error: Error) => error);
      return answer instanceof Error ? "refused" : JSON.stringify(await answer.json());
    };
    const file = kinds[0]!.find(whole);
    const bytes = readFileSync(file);
    const right = await read(true);
    const figures: { checked: string; unchecked: string }[] = [];
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 50)) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 0x10;
      writeFileSync(file, damaged);
      figures.push({ checked: await read(true), unchecked: await read(false) });
    }
    writeFileSync(file, bytes);
    await store.close();
    const wrong = (kind: "checked" | "unchecked"): number => figures.filter((one) => ![right, "refused"].includes(one[kind])).length;
    expect(wrong("checked")).toBe(0);
    expect(wrong("unchecked")).toBeGreaterThan(0);
    tellRed(
      "REL-06",
      "rows with a bit flipped are read with checksum_on_read = 0",
      `${wrong("unchecked")} of ${figures.length} figures are wrong; with checksums ${wrong("checked")}`,
    );
  },
  120_000,
);
