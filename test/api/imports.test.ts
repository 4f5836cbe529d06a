import { afterAll, beforeAll, expect, test } from "vitest";
import type { Brought } from "../../src/show/api/routes/import-answer.ts";
import type { JobAnswer } from "../../src/show/api/routes/jobs.ts";
import { zipOf } from "../support/archive.ts";
import { createClient, startTestProduct, type TestProduct } from "../support/product.ts";

let product: TestProduct;
beforeAll(async () => (product = await startTestProduct()));
afterAll(() => product.stop());

const form = { "content-type": "multipart/form-data; boundary=edge" };
const part = (name: string, text: string): string =>
  `--edge\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--edge--\r\n`;
const upload = (name: string, text: string) => product.api<Brought>("POST", "/api/imports", part(name, text), form);

async function follow(id: string): Promise<JobAnswer> {
  for (;;) {
    const { body } = await product.api<JobAnswer>("GET", `/api/jobs/${id}`);
    if (body.state !== "running") return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const answers = "Kunde;Wert 1;Kommentar;Datum\n17;9;Sehr gut gelaufen;31.03.2026 14:05\n18;zwölf;;31.03.2026\n19;=1+1;;01.04.2026\n";

test("a file is brought, understood, corrected, previewed, imported as a task, and its bad rows are handed back", async () => {
  const { status, body: file } = await upload("Antworten März.csv", answers);
  expect(status).toBe(201);
  expect(file).toMatchObject({
    file: "Antworten März.csv",
    kind: "feedback",
    encoding: "utf-8",
    delimiter: ";",
    rowsEstimated: 3,
    open: [],
  });
  expect(file.columns.map(({ header, field }) => [header, field])).toEqual([
    ["Kunde", "user"],
    ["Wert 1", null],
    ["Kommentar", "comment"],
    ["Datum", "time"],
  ]);
  expect(file.fields.feedback.filter(({ required }) => required).map(({ id }) => id)).toEqual(["time"]);

  const mapping = { user: 0, score: 1, comment: 2, time: 3 };
  const decided = { kind: "feedback", mapping, question: "recommend", timezone: "Europe/Berlin" };
  const preview = await product.api<{ rows: { ok: boolean; fact: object | null }[]; bad: number }>(
    "POST",
    `/api/imports/${file.id}/preview`,
    decided,
  );
  expect(preview.body).toMatchObject({
    read: 3,
    bad: 2,
    rows: [{ ok: true, fact: { who: "user:17", score: 9, when: "2026-03-31T12:05:00.000Z" } }, { ok: false }, { ok: false }],
  });

  const started = await product.api<{ job: string }>("POST", `/api/imports/${file.id}/start`, decided);
  expect(started.status).toBe(202);
  expect(await follow(started.body.job)).toMatchObject({
    state: "done",
    kind: "import",
    result: { read: 3, stored: 1, known: 0, setAside: 2, reasons: [{ code: "bad_score", count: 2 }] },
  });
  expect((await product.api<{ jobs: JobAnswer[] }>("GET", "/api/jobs")).body.jobs.map(({ id }) => id)).toEqual([started.body.job]);

  const mend = await product.api<string>("GET", `/api/imports/${file.id}/set-aside.csv`);
  expect(mend.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(mend.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''Antworten%20M%C3%A4rz%20-%20set%20aside.csv");
  expect(mend.body.split("\r\n").slice(1, 3)).toEqual([
    '18,zwölf,,31.03.2026,"Row 3. Column Wert 1: “zwölf” is not a whole number from 0 to 10. Correct it, or leave the cell empty."',
    '19,\'=1+1,,01.04.2026,"Row 4. Column Wert 1: “=1+1” is not a whole number from 0 to 10. Correct it, or leave the cell empty."',
  ]);

  const twice = await product.api<{ error: { code: string } }>("POST", `/api/imports/${file.id}/start`, decided);
  expect([twice.status, twice.body.error.code]).toEqual([409, "conflict"]);
});

test("what cannot be used is refused with the field and the remedy", async () => {
  const { body: file } = await upload("a.csv", "user,when,rank\n1,03/04/2026,3\n");
  const refused = async (path: string, body: unknown, headers = {}) => {
    const answer = await product.api<{ error: { code: string; message: string } }>("POST", path, body, headers);
    return `${answer.status} ${answer.body.error.message}`;
  };
  const start = `/api/imports/${file.id}/start`;
  expect(await refused(start, { kind: "feedback", mapping: { score: 2, time: 1 } })).toContain(
    "400 dateOrder: dates such as 03/04/2026 can be read in two ways.",
  );
  expect(await refused(start, { kind: "feedback", mapping: { rank: 2 } })).toContain("400 mapping.rank: this is not a field of feedback.");
  expect(await refused("/api/imports/none/start", {})).toBe("404 There is no import at this address.");
  expect(await refused("/api/imports", {})).toBe("400 body: send a form with one part named file.");
  expect(await refused("/api/imports", "--edge--\r\n", form)).toContain("400 file: the form holds no file.");
  expect(await refused("/api/imports", part("x.xlsx", "PK\u0003\u0004"), form)).toContain(
    "400 x.xlsx: it is a damaged or incomplete zip archive.",
  );
  expect((await product.api("DELETE", "/api/jobs/none")).status).toBe(404);
  const stranger = createClient(product.url);
  expect((await stranger("POST", "/api/imports", part("a.csv", "a"), form)).status).toBe(401);
  expect((await stranger("GET", `/api/imports/${file.id}/set-aside.csv`)).status).toBe(401);
});

test("the tables of an archive are offered, and another one is understood when it is chosen", async () => {
  const archive = zipOf([
    { name: "may.csv", data: "user,CSAT,date\n1,5,2026-05-01\n2,4,2026-05-02\n" },
    { name: "june.csv", data: "user,CSAT,date\n1,5,2026-06-01\n" },
    { name: "people.json", data: '[{"user id":"1","email":"a@example.com"}]' },
  ]);
  const { body: file } = await product.api<Brought>(
    "POST",
    "/api/imports",
    Buffer.concat([Buffer.from(part("all.zip", "").split("\r\n--edge--")[0]!), archive, Buffer.from("\r\n--edge--\r\n")]),
    form,
  );
  expect(file.tables.map(({ name, format, rowsEstimated, chosen, alike }) => [name, format, rowsEstimated, chosen, alike])).toEqual([
    ["may.csv", "csv", 2, true, true],
    ["june.csv", "csv", 1, true, true],
    ["people.json", "json", 1, false, false],
  ]);
  expect([file.kind, file.rowsEstimated]).toEqual(["feedback", 3]);
  const { body: people } = await product.api<Brought>("GET", `/api/imports/${file.id}?tables=2`);
  expect([people.kind, people.tables.map(({ chosen }) => chosen)]).toEqual(["customers", [false, false, true]]);
  const mixed = await product.api<{ error: { message: string } }>("POST", `/api/imports/${file.id}/start`, { tables: [0, 2] });
  expect([mixed.status, mixed.body.error.message]).toEqual([
    400,
    "tables: people.json has other columns than may.csv. Import it by itself.",
  ]);
  expect((await product.api("GET", `/api/imports/${file.id}?tables=9`)).status).toBe(400);
  expect(file.parts.map(({ name, kind, rowsEstimated, asks, state }) => [name, kind, rowsEstimated, asks, state])).toEqual([
    ["people.json", "customers", 1, false, "waiting"],
    ["may.csv, june.csv", "feedback", 3, false, "waiting"],
  ]);
  const { body: first } = await product.api<Brought>("GET", `/api/imports/${file.parts[0]!.id}`);
  expect([first.file, first.kind, first.tables.length, first.parts]).toEqual(["people.json in all.zip", "customers", 1, file.parts]);
});
