import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createImports, type Imports } from "../../src/collect/imports/imports.ts";
import { createJobs, type Job, type Jobs } from "../../src/collect/jobs.ts";
import type { DeadLetter, Fact } from "../../src/model/fact.ts";
import { textRow, workbookOf } from "../support/sheets.ts";
import { useStore } from "../support/store.ts";

const held = useStore("other");
let jobs: Jobs;
let imports: Imports;
const known = new Map<string, Fact>();
let seq = 1;
const accept = async (workspace: string, facts: Fact[], letters: DeadLetter[]) => {
  const before = known.size;
  for (const fact of facts) known.set(fact.messageId, fact);
  const rows = letters.map(({ sourceId, receivedAt, code, problem, raw }) => [
    workspace,
    ++seq,
    1,
    "waiting",
    sourceId,
    "",
    receivedAt,
    code,
    problem,
    raw,
  ]);
  if (rows.length) await held.store.events.client.insert({ table: "dead_letters", values: rows, format: "JSONCompactEachRow" });
  return { stored: known.size - before, known: facts.length - (known.size - before) };
};
beforeAll(async () => {
  jobs = await createJobs(held.store);
  imports = await createImports(held.store, { accept, jobs });
});
afterAll(() => jobs.stop());

const bring = async (file: string | Buffer) =>
  (await imports.bring("w", { file: "answers.csv", bytes: Readable.from([Buffer.from(file)]) })).id;
const finished = (id: string): Promise<Job> => jobs.ended("w", id);
async function run(file: string | Buffer, decisions = {}): Promise<{ id: string; job: Job }> {
  const id = await bring(file);
  return { id, job: await finished(await imports.start({ workspaceId: "w", id }, decisions)) };
}
const setAside = async (id: string) => text(Readable.from((await imports.setAside({ workspaceId: "w", id })).csv));

describe("a file that is brought", () => {
  const file = 'user,NPS,comment,date\n1,9,fine,2026-03-01\n2,twelve,=cmd(),2026-03-02\n3,8,"a,b",never\n';

  it("is imported as a task, removed when done, and its bad rows come back as a file to mend", async () => {
    const { id, job } = await run(file);
    expect(job).toMatchObject({
      state: "done",
      kind: "import",
      unit: "bytes",
      done: file.length,
      total: file.length,
      result: { read: 3, stored: 1, setAside: 2 },
    });
    expect(readdirSync(join(held.store.settings.data, "uploads"))).toEqual([]);
    const mend = await setAside(id);
    expect(mend.split("\r\n")).toEqual([
      "\uFEFFuser,NPS,comment,date,Problem (Rapport)",
      '2,twelve,\'=cmd(),2026-03-02,"Row 3. Column NPS: “twelve” is not a whole number from 0 to 10. Correct it, or leave the cell empty."',
      '3,8,"a,b",never,Row 4. Column date: “never” is not a date that can be read. Write it as 2026-03-31 or 2026-03-31 14:05.',
      "",
    ]);

    const mended = await run(mend.replace("twelve", "0").replace("never", "2026-03-03"));
    expect(mended.job.result).toMatchObject({ read: 2, stored: 2, setAside: 0 });
    expect([...known.values()].map((fact) => "comment" in fact && fact.comment)).toEqual(["fine", "=cmd()", "a,b"]);
    expect([...known.values()].every((fact) => "properties" in fact && Object.keys(fact.properties).length === 0)).toBe(true);

    const again = await run(file);
    expect(again.job.result).toMatchObject({ stored: 0, known: 1, setAside: 2 });
    expect([await setAside(again.id), (await setAside(id)).split("\r\n").length]).toEqual([mend, 2]);
  });

  it("hands back what was set aside of any format as CSV, and that comes in as the same rows once it is mended", async () => {
    const rows = [
      { user: "j1", nps: 9, comment: 'said "ok", twice', date: "2026-04-01", more: { city: "Bonn" } },
      { user: "j2", nps: "lots", comment: "=1+1", date: "2026-04-02", more: { city: "Ulm" } },
    ];
    const log = (name: string): string =>
      `<log><trace><string key="concept:name" value="X1"/><event><string key="concept:name" value="A"/><date key="time:timestamp" value="2026-04-01T10:00:00Z"/></event><event><string key="concept:name" value="${name}"/><date key="time:timestamp" value="soon"/></event></trace></log>`;
    const sheet = (score: string): Buffer =>
      workbookOf({
        sheets: [
          {
            name: "S",
            rows: `${textRow(1, ["user", "NPS", "date"])}<row r="2"><c t="inlineStr"><is><t>x1</t></is></c><c><v>9</v></c><c s="1"><v>46112</v></c></row><row r="3"><c t="inlineStr"><is><t>x2</t></is></c><c t="inlineStr"><is><t>${score}</t></is></c><c s="1"><v>46112</v></c></row>`,
          },
        ],
      });
    const files: [file: string | Buffer, mend: (csv: string) => string, whole: string | Buffer][] = [
      [JSON.stringify(rows), (csv) => csv.replace("lots", "3"), JSON.stringify([rows[0], { ...rows[1], nps: 3 }])],
      [log("B"), (csv) => csv.replace("soon", "2026-04-02T10:00:00Z"), log("B").replace("soon", "2026-04-02T10:00:00Z")],
      [sheet("x"), (csv) => csv.replace("x2,x,", "x2,4,"), sheet("4")],
    ];
    for (const [file, mend, whole] of files) {
      const { id, job } = await run(file);
      expect(job.result).toMatchObject({ read: 2, stored: 1, setAside: 1 });
      const xes = { kind: "interactions", mapping: { user: 0, name: 1, time: 2 } };
      const mended = await run(mend(await setAside(id)), typeof file === "string" && file.startsWith("<") ? xes : {});
      expect(mended.job.result).toMatchObject({ read: 1, stored: 1, setAside: 0 });
      expect((await run(whole)).job.result).toMatchObject({ read: 2, stored: 0, known: 2 });
    }
  });

  it("shows its first rows before anything is stored", async () => {
    const id = await bring(file);
    const preview = await imports.preview({ workspaceId: "w", id }, {});
    expect(preview).toMatchObject({ read: 3, bad: 2 });
    expect(preview.rows.map(({ row, ok, fact, problem }) => [row, ok, fact ?? problem?.slice(0, 18)])).toEqual([
      [
        2,
        true,
        {
          when: "2026-03-01T00:00:00.000Z",
          who: "user:1",
          question: "recommend",
          score: 9,
          comment: "fine",
          language: "",
          touchpoint: "",
          channel: "web",
          stage: "",
        },
      ],
      [3, false, "Row 3. Column NPS:"],
      [4, false, "Row 4. Column date"],
    ]);
  });

  it("waits for the answers that it cannot do without", async () => {
    const id = await bring("user,when,score\n1,03/04/2026,3\n");
    const start = (decisions: object) => imports.start({ workspaceId: "w", id }, decisions);
    await expect(start({})).rejects.toThrow(
      "dateOrder: dates such as 03/04/2026 can be read in two ways. Say dmy when the day comes first, mdy when the month does, ymd when the year does.",
    );
    await expect(start({ dateOrder: "dmy" })).rejects.toThrow(
      "question: the column score does not show what was asked. Say recommend, satisfaction, ease.",
    );
    await expect(start({ mapping: { score: 2 } })).rejects.toThrow("mapping.time: feedback need a column for Date and time. Choose one.");
    await expect(start({ mapping: { score: 2, time: 9 } })).rejects.toThrow(
      "mapping.time: the file has no column 9; it has 3, counted from 0.",
    );
    await expect(start({ mapping: { score: 2, comment: 2 } })).rejects.toThrow(
      "mapping.comment: the column score is already used for score.",
    );
    await expect(start({ mapping: { rank: 1 } })).rejects.toThrow("mapping.rank: this is not a field of feedback.");
    await expect(start({ timezone: "Mars/Base" })).rejects.toThrow("timezone: Mars/Base is not a time zone.");
    const job = await finished(await start({ dateOrder: "mdy", question: "satisfaction", timezone: "America/New_York" }));
    expect(job.result).toMatchObject({ stored: 1 });
    expect([...known.values()].at(-1)).toMatchObject({ question: "satisfaction", timestamp: Date.UTC(2026, 2, 4, 5) });
  });

  it("belongs to its workspace alone", async () => {
    const id = await bring(file);
    for (const refused of [
      imports.preview({ workspaceId: "other", id }, {}),
      imports.start({ workspaceId: "other", id }, {}),
      imports.setAside({ workspaceId: "other", id }),
    ])
      await expect(refused).rejects.toMatchObject({ code: "not_found" });
  });

  it("is refused at once when it is no table", async () => {
    await expect(bring("")).rejects.toThrow("answers.csv: it holds no rows.");
    await expect(bring("PK\u0003\u0004xlsx")).rejects.toThrow("answers.csv: it is a damaged or incomplete zip archive.");
  });

  it("can be stopped, stays, and is started again without counting anything twice", async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `s${i},${i % 11},2026-01-01`);
    const id = await bring(`user,NPS,date\n${rows.join("\n")}\n`);
    const job = await imports.start({ workspaceId: "w", id }, {});
    await expect(imports.start({ workspaceId: "w", id }, {})).rejects.toMatchObject({ code: "conflict" });
    await jobs.cancel("w", job);
    expect(await jobs.find("w", job)).toMatchObject({
      state: "failed",
      message: "You stopped this. What is stored already stays; started again, it is not stored twice.",
    });
    expect(existsSync(join(held.store.settings.data, "uploads", id))).toBe(true);
    const { stored, known: before } = (await finished(await imports.start({ workspaceId: "w", id }, {}))).result as {
      stored: number;
      known: number;
    };
    expect(stored + before).toBe(60_000);
  });
});

describe("a long task", () => {
  it("that was running when Rapport stopped is found failed, with what to do", async () => {
    const id = await jobs.start(
      { workspaceId: "w", kind: "import", total: 1, unit: "bytes" },
      (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(new Error("aborted")));
        }),
    );
    const successor = await createJobs(held.store);
    expect(await successor.find("w", id)).toMatchObject({ state: "failed", message: expect.stringContaining("Start it again") });
    await jobs.stop();
  });

  it("that breaks says so without telling secrets, and the bug is reported", async () => {
    const bugs: unknown[] = [];
    const own = await createJobs(held.store, { onBug: (error) => bugs.push(error) });
    const id = await own.start({ workspaceId: "w", kind: "import", total: 1, unit: "bytes" }, () => Promise.reject(new Error("secret")));
    await own.stop();
    expect(await own.find("w", id)).toMatchObject({ state: "failed", message: "Something broke inside Rapport. The log has the details." });
    expect(bugs).toHaveLength(1);
    await expect(own.find("other", id)).rejects.toMatchObject({ code: "not_found" });
  });
});
