import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { zipOf } from "../support/archive.ts";
import { importOf, incoming, reportOf, useDesk } from "../support/desk.ts";
import { accounted } from "../support/imports.ts";

const desk = useDesk(Date.parse("2026-06-15T12:00:00Z"), "other");

const rows = (file: string | Buffer) => incoming("rows.csv", file);
const run = (file: string | Buffer, decisions = {}) => importOf(desk, rows(file), decisions);
const setAside = async (id: string) => text(Readable.from((await desk.imports.setAside({ workspaceId: "w", id })).csv));
const mend = async (id: string, file: string) => {
  const made = await desk.imports.mend({ workspaceId: "w", id }, rows(file));
  return { id: made.id, report: await reportOf(desk, made.job) };
};

const answers =
  "who,grade of us,said,day,IP address,campaign\n1,9,fine,03/04/2026,192.0.2.1,spring\n2,twelve,slow,03/04/2026,192.0.2.2,spring\n3,8,ok,sometime,192.0.2.3,autumn\n";
const decided = {
  kind: "feedback" as const,
  mapping: { user: 0, score: 1, comment: 2, time: 3 },
  question: "recommend" as const,
  dateOrder: "mdy" as const,
};

describe("rows that were set aside", () => {
  it("come back mended in one step, read as they were the first time, and wait no more", async () => {
    const { id, report } = await run(answers, decided);
    expect(report).toMatchObject({ read: 3, stored: 1, setAside: 2 });
    const sheet = await setAside(id);
    // A spreadsheet may have moved columns and left out those that nobody needs.
    const mended = await mend(id, sheet.replace("twelve", "2").replace("sometime", "03/05/2026"));
    expect(mended.report).toMatchObject({ read: 2, stored: 2, known: 0, setAside: 0 });
    const list = await desk.imports.list("w");
    expect(list.map(({ mends, waiting, report }) => [mends, waiting, report?.stored])).toEqual([
      [id, 0, 2],
      [null, 0, 1],
    ]);
    expect((await setAside(id)).split("\r\n")).toHaveLength(2);
    const again = await run(answers.replace("twelve", "2").replace("sometime", "03/05/2026"), decided);
    expect(again.report).toMatchObject({ stored: 0, known: 3 });
  });

  it("wait on where they did not come back, and where they are still wrong", async () => {
    const file =
      "Name,Email,Financial Status,Total,Created at,Lineitem name,Lineitem price,Lineitem quantity\n#1,a@example.com,paid,ten,2026-01-05,Cup,5,1\n#1,a@example.com,,,,Plate,5,1\n#2,b@example.com,paid,9,never,Cup,9,1\n#3,c@example.com,paid,9,yesterday,Cup,9,1\n";
    const { id, report } = await run(file);
    expect(report).toMatchObject({ read: 4, setAside: 4 });
    const lines = (await setAside(id)).split("\r\n");
    const returned = [lines[0], lines[1]!.replace("ten", "10"), lines[2], lines[3]].join("\r\n");
    const mended = await mend(id, `${returned}\r\n`);
    expect(mended.report).toMatchObject({ read: 3, stored: 1, merged: 1, setAside: 1 });
    const waiting = Object.fromEntries((await desk.imports.list("w")).map((one) => [one.id, one.waiting]));
    expect([waiting[id], waiting[mended.id]]).toEqual([1, 1]);
    expect(await setAside(id)).toContain("yesterday");
    expect(await setAside(mended.id)).toContain("never");
  });

  it("are told apart by their table where a file has several", async () => {
    const late = (first: string) => `user id,score,comment,date\n${first},twelve,slow,2026-04-03\n`;
    const file = zipOf([
      { name: "may.csv", data: late("m") },
      { name: "june.csv", data: late("j") },
    ]);
    const { id, report } = await run(file, decided);
    expect(report).toMatchObject({ read: 2, setAside: 2 });
    const [header, ...lines] = (await setAside(id)).split("\r\n");
    const may = lines.find((line) => line.includes("may.csv"))!;
    const mended = await mend(id, `${header}\r\n${may.replace("twelve", "2")}\r\n`);
    expect(mended.report).toMatchObject({ read: 1, stored: 1, setAside: 0 });
    const waiting = (await setAside(id)).split("\r\n").slice(1, -1);
    expect(waiting).toEqual([expect.stringContaining("Row 2 of june.csv.")]);
  });

  it("are refused when a column is gone, and belong to their workspace alone", async () => {
    const { id } = await run(answers.replaceAll("spring", "winter"), decided);
    await expect(mend(id, "who,said\n2,slow\n")).rejects.toThrow(
      "rows.csv: it has no column grade of us. Mend the file that was downloaded here, and keep its first row as it is.",
    );
    await expect(desk.imports.mend({ workspaceId: "other", id }, rows("who\n1\n"))).rejects.toMatchObject({ code: "not_found" });
    expect(await desk.imports.list("other")).toEqual([]);
  });
});

describe("the report of an import", () => {
  it("accounts for every row and says what became of every column", async () => {
    const { report } = await run(answers.replaceAll("spring", "summer"), decided);
    expect(accounted(report)).toBe(report.read);
    expect(report.columns).toEqual([
      { header: "who", use: "field", as: "User id" },
      { header: "grade of us", use: "field", as: "Score" },
      { header: "said", use: "field", as: "Comment" },
      { header: "day", use: "field", as: "Date and time" },
      { header: "IP address", use: "dropped", as: null },
      { header: "campaign", use: "kept", as: null },
    ]);
    expect(report.facts).toEqual([{ fact: "feedback", what: "recommend", count: 1 }]);
  });
});
