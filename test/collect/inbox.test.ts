import { existsSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { listInboxFiles } from "../../src/collect/inbox/inbox-records.ts";
import { createInbox, type Inbox } from "../../src/collect/inbox/inbox.ts";
import { listSources } from "../../src/collect/watch/sources.ts";
import { zipOf } from "../support/archive.ts";
import { useDesk } from "../support/desk.ts";

const now = Date.parse("2026-06-15T12:00:00Z");
const desk = useDesk(now, "Other Company");
let inbox: Inbox;
let root: string;
const troubles: unknown[] = [];

const open = (): Inbox => createInbox(desk, root, { now: () => now, everyMs: 0, onTrouble: (error) => troubles.push(error) });
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "rapport-inbox-"));
  inbox = open();
  await inbox.look();
});
afterAll(() => expect(troubles).toEqual([]));

const put = (name: string, text: string | Buffer, folder = "w"): void => writeFileSync(join(root, folder, name), text);
const list = (below = "", folder = "w"): string[] => readdirSync(join(root, folder, below)).sort();
const read = (name: string): string => readFileSync(join(root, "w", name), "utf8");
const looks = async (times: number): Promise<void> => {
  for (let i = 0; i < times; i++) await inbox.look();
};

describe("a file in the watched folder", () => {
  it("comes in once it has stopped growing, and lies in done with its report", async () => {
    put("plain.csv", "user,NPS,date\n1,9,2026-03-01\n");
    await looks(1);
    expect(list()).toEqual(["done", "failed", "needs-a-look", "plain.csv"]);
    put("plain.csv", "user,NPS,date\n1,9,2026-03-01\n2,x,2026-03-01\n");
    await looks(1);
    expect(list()).toContain("plain.csv");
    await looks(1);
    expect(list()).not.toContain("plain.csv");
    expect(list("done")).toEqual(["plain.csv", "plain.csv.report.txt", "plain.csv.set-aside.csv"]);
    expect(read("done/plain.csv.report.txt")).toBe(
      [
        "plain.csv: 2 rows read: 1 stored, 0 already known, 1 set aside.",
        "",
        "Set aside, with the first row of each reason:",
        "  1 row, bad_score: Row 3. Column NPS: “x” is not a whole number from 0 to 10. Correct it, or leave the cell empty.",
        "",
        "These rows are in plain.csv.set-aside.csv. Mend them there and put that file into the watched folder.",
        "",
      ].join("\n"),
    );

    // The rows that were mended come in by the plan of the file that they are from, and the same file again adds nothing.
    put("mended.csv", read("done/plain.csv.set-aside.csv").replace(",x,", ",3,"));
    put("plain.csv", read("done/plain.csv"));
    await looks(2);
    expect(list("done")).toContain("plain (2).csv");
    expect(read("done/mended.csv.report.txt")).toContain("1 row read: 1 stored, 0 already known, 0 set aside.");
    expect(read("done/plain (2).csv.report.txt")).toContain("2 rows read: 0 stored, 1 already known, 1 set aside.");
  });

  it("waits for a person when it leaves something open, and the next one of its shape does not", async () => {
    put("visits.csv", "user,score,date\n1,3,03/04/2026\n");
    put("notes.txt", "remember the milk\nand the bread\n");
    await looks(2);
    expect(list("needs-a-look")).toEqual(["notes.txt", "notes.txt.report.txt", "visits.csv", "visits.csv.report.txt"]);
    expect(read("needs-a-look/visits.csv.report.txt")).toBe(
      "visits.csv: The file does not say whether the day or the month comes first in its dates, and which question its scores answer. Import it once in the console; files with the same columns then come in by themselves.\n",
    );
    const [waiting] = (await listInboxFiles(desk.store.records.database, "w")).filter(({ file }) => file === "visits.csv");
    const job = await desk.imports.start({ workspaceId: "w", id: waiting!.importId! }, { dateOrder: "dmy", question: "ease" });
    expect((await desk.jobs.ended("w", job)).result).toMatchObject({ stored: 1 });

    put("visits.csv", "user,score,date\n2,7,05/04/2026\n");
    await looks(2);
    expect(read("done/visits.csv.report.txt")).toContain("1 row read: 1 stored");
  });

  it("comes in by each kind of table that is in it, and waits where one of them asks something", async () => {
    const csv = {
      "people.csv": "Customer ID,E-mail,Name\nk77,kim@example.com,Kim\n",
      "orders.csv": "Order ID,Customer ID,Order date,Total\nK1,k77,2026-05-01,20.00\nK2,k77,2026-05-02,many\n",
      "marks.csv": "client,score,day\nk77,3,03/04/2026\n",
    };
    const zip = (names: (keyof typeof csv)[]) => zipOf(names.map((name) => ({ name, data: csv[name] })));
    put("all.zip", zip(["marks.csv", "orders.csv", "people.csv"]));
    put("some.zip", zip(["orders.csv", "people.csv"]));
    await looks(2);
    expect(list("needs-a-look")).toEqual(["all.zip", "all.zip.2.set-aside.csv", "all.zip.report.txt"]);
    const report = read("needs-a-look/all.zip.report.txt").split("\n");
    expect(report.filter((line) => / in all\.zip: /.test(line))).toEqual([
      "people.csv in all.zip: 1 row read: 1 stored, 0 already known, 0 set aside.",
      "orders.csv in all.zip: 2 rows read: 1 stored, 0 already known, 1 set aside.",
      expect.stringMatching(/^marks\.csv in all\.zip: The file does not say whether the day or the month comes first/),
    ]);
    expect(list("done")).toEqual(["some.zip", "some.zip.2.set-aside.csv", "some.zip.report.txt"]);
    const remembered = await listInboxFiles(desk.store.records.database, "w");
    const marks = remembered.find(({ file }) => file === "marks.csv in all.zip")!;
    expect(marks.outcome).toBe("needs_a_look");
    const job = await desk.imports.start({ workspaceId: "w", id: marks.importId! }, { dateOrder: "mdy", question: "ease" });
    expect((await desk.jobs.ended("w", job)).result).toMatchObject({ stored: 1 });
  });

  it("that is no table lies in failed with what to do; links, hidden files and unfinished ones stay untouched", async () => {
    put("scan.csv", "%PDF-1.7\n");
    put(".hidden.csv", "user,NPS,date\n1,9,2026-03-01\n");
    put("half.csv.part", "user,NPS,date\n");
    writeFileSync(join(root, "secret"), "user,NPS,date\n666,9,2026-03-01\n");
    symlinkSync(join(root, "secret"), join(root, "w", "link.csv"));
    await looks(3);
    expect(list()).toEqual([".hidden.csv", "done", "failed", "half.csv.part", "link.csv", "needs-a-look"]);
    expect(read("failed/scan.csv.report.txt")).toBe(
      "scan.csv: it is a PDF. Bring the table that it was made from: Excel (.xlsx), CSV, JSON or XES.\n",
    );
  });

  it("comes into the workspace of its folder, and all of a folder's files are one source", async () => {
    expect(existsSync(join(root, "other-company", "done"))).toBe(true);
    for (const name of ["a.csv", "b.csv"]) put(name, `user,NPS,date\n${name},9,2026-03-01\n`, "other-company");
    await looks(2);
    const sources = await listSources(desk.store, "Other Company");
    expect(sources).toMatchObject([{ kind: "inbox", name: "Watched folder", stored: 2, received: 2, parts: [{}, {}] }]);
    expect((await listInboxFiles(desk.store.records.database, "Other Company")).map(({ file, outcome }) => [file, outcome])).toEqual(
      expect.arrayContaining([
        ["a.csv", "done"],
        ["b.csv", "done"],
      ]),
    );
  });

  it("is found again when everything stopped in the middle of it, and nothing of it counts twice", async () => {
    // More groups than an import hands on at once.
    const rows = Array.from({ length: 60_000 }, (_, i) => `${String(i).padStart(36, "m")},${i % 11},2026-02-01`);
    put("large.csv", `user,NPS,date\n${rows.join("\n")}\n`);
    // The first group is stored, and the next waits until everything has been told to stop: that is the middle, however fast the machine is.
    const { store } = desk.collect.intake;
    let tellStored = (): void => {};
    let goOn = (): void => {};
    const stored = new Promise<void>((resolve) => (tellStored = resolve));
    const stopping = new Promise<void>((resolve) => (goOn = resolve));
    let groups = 0;
    const accept: typeof store = async (...group) => {
      if (groups++ > 0) await stopping;
      const receipt = await store(...group);
      tellStored();
      return receipt;
    };
    await desk.open({ accept });
    await looks(1);
    const looking = inbox.look();
    await stored;
    const stopped = [inbox.stop(), desk.jobs.stop()];
    goOn();
    await Promise.all([...stopped, looking]);
    expect(list()).toContain("large.csv");

    await desk.open();
    inbox = open();
    await looks(2);
    expect(list("done")).toContain("large.csv");
    const [, added, known] = /(\d+) stored, (\d+) already known/.exec(read("done/large.csv.report.txt"))!;
    expect(Number(added) + Number(known)).toBe(60_000);
    expect(Number(known)).toBeGreaterThan(0);
  });
});
