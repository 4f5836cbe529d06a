import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { zipOf } from "../support/archive.ts";
import { startLastingProduct, type TestProduct } from "../support/product.ts";
import { textRow, workbookOf } from "../support/sheets.ts";
import { rapport } from "../support/terminal.ts";

let product: TestProduct;
const files = mkdtempSync(join(tmpdir(), "rapport-cli-"));
const at = (name: string): string => join(files, name);
const run = (args: string[], input = "") => rapport(args, { env: { RAPPORT_DATA: product.product.settings.data }, input });

const file = at("answers.csv");
const given = ["import", file, "--kind", "feedback", "--map", "score=wert", "--map", "time=tag", "--question", "recommend", "--json"];
beforeAll(async () => {
  product = await startLastingProduct();
  writeFileSync(file, "client;wert;tag\n1;9;03/04/2026\n2;x;03/04/2026\n");
});

describe("to a Rapport that is running", () => {
  afterAll(() => product.stop());

  test("a file is imported from a terminal with what its headers do not say, and again adds nothing", async () => {
    const asked = await run(given);
    expect([asked.code, asked.err]).toEqual([
      2,
      expect.stringContaining("--date-order: dates such as 03/04/2026 can be read in two ways."),
    ]);
    const first = await run([...given, "--date-order", "dmy"]);
    expect(JSON.parse(first.out)).toMatchObject({ read: 2, stored: 1, known: 0, setAside: 1, reasons: [{ code: "bad_score" }] });
    const again = await run([...given, "--date-order", "dmy"]);
    expect(JSON.parse(again.out)).toMatchObject({ stored: 0, known: 1, setAside: 1 });
    const untimed = await run(["import", file, "--kind", "tickets", "--map", "ticket=wert", "--map", "subject=tag"]);
    expect(untimed.err).toContain("--map: tickets need a column for Date and time. Say --map time=COLUMN; the columns are");
  });

  test("a dry run shows what was understood and stores nothing", async () => {
    const { out } = await run(["import", file, "--kind", "feedback", "--map", "user=wert", "--dry-run", "--json"]);
    expect(JSON.parse(out)).toMatchObject({ kind: "feedback", mapping: { user: 1 } });
  });

  test("a report accounts for every row, and set-aside rows are fetched, mended and brought back in two commands", async () => {
    const orders = at("orders.csv");
    const head = "Name,Email,Financial Status,Total,Created at,Lineitem name,Lineitem price,Lineitem quantity,Browser IP\n";
    writeFileSync(
      orders,
      `${head}#1,a@example.com,paid,ten,2026-01-05,Cup,5,1,192.0.2.1\n#1,a@example.com,,,,Plate,5,1,\n#2,b@example.com,paid,9,2026-01-06,Cup,9,1,\n`,
    );
    const first = await run(["import", orders]);
    expect(first.out).toContain("Shopify: orders");
    expect(first.out).toContain("3 rows read: 1 stored, 0 already known, 2 set aside.");
    expect(first.out).toContain("1 fact stored, 0 already known: 1 Order Completed.");
    expect(first.out).toContain("Never stored: Browser IP.");
    const [, id = ""] = /--set-aside (\S+)`/.exec(first.out) ?? [];
    const csv = (await run(["imports", "--set-aside", id])).out;
    writeFileSync(orders, csv.replace("ten", "10"));
    const mended = await run(["import", orders, "--mends", id, "--json"]);
    expect(JSON.parse(mended.out)).toMatchObject({ read: 2, stored: 1, merged: 1, setAside: 0 });
  });

  test("a pipe is a file, whatever comes through it", async () => {
    const rows = '{"customer":"p1","nps":9,"date":"2026-03-01"}\n{"customer":"p2","nps":"lots","date":"2026-03-01"}\n';
    const piped = await run(["import", "-", "--json"], rows);
    expect([piped.code, piped.err, JSON.parse(piped.out)]).toMatchObject([0, "", { read: 2, stored: 1, setAside: 1 }]);
    const strict = await run(["import", "-", "--json", "--strict"], rows);
    expect([strict.code, JSON.parse(strict.out)]).toMatchObject([1, { stored: 0, known: 1, setAside: 1 }]);
    const empty = await run(["import", "-"]);
    expect([empty.code, empty.err]).toEqual([2, expect.stringContaining("standard input: it holds no rows.")]);
  });

  test("several files come in one after the other, and one that is refused stops no other", async () => {
    writeFileSync(at("a.csv.gz"), gzipSync("user,NPS,date\n1,9,2026-03-01\n"));
    writeFileSync(at("b.pdf"), "%PDF-1.7");
    writeFileSync(
      at("c.zip"),
      zipOf([
        { name: "may.csv", data: "user,CSAT,date\n1,5,2026-05-01\n2,4,2026-05-02\n" },
        { name: "june.csv", data: "user,CSAT,date\n1,5,2026-06-01\n1,9,2026-06-02\n" },
        { name: "people.csv", data: "user id,email\n1,a@example.com\n" },
      ]),
    );
    const all = await run(["import", at("a.csv.gz"), at("b.pdf"), at("c.zip"), "--json"]);
    expect([all.code, all.err]).toEqual([2, expect.stringContaining("it is a PDF.")]);
    expect(JSON.parse(all.out)).toMatchObject([
      { file: at("a.csv.gz"), stored: 1 },
      { file: at("b.pdf"), error: expect.stringContaining("it is a PDF.") },
      { file: at("c.zip"), table: "people.csv", read: 1, stored: 1 },
      {
        file: at("c.zip"),
        table: "may.csv, june.csv",
        read: 4,
        stored: 3,
        setAside: 1,
        reasons: [{ example: expect.stringContaining("Row 3 of june.csv. Column CSAT: “9”") }],
      },
    ]);
    const people = await run(["import", at("c.zip"), "--table", "people.csv", "--json"]);
    expect(JSON.parse(people.out)).toMatchObject({ read: 1, known: 1 });
    const none = await run(["import", at("c.zip"), "--table", "april.csv"]);
    expect([none.code, none.err]).toEqual([
      2,
      expect.stringContaining("the file has no table april.csv. Its tables are may.csv, june.csv"),
    ]);
  });

  test("a workbook with several kinds of tables comes in whole from one command, customers first, and a table that is not understood stops no other", async () => {
    const shop = at("shop.xlsx");
    const sheets: [string, string[], string[]][] = [
      ["Read me", ["a", "b"], ["made by hand", "twice"]],
      ["Orders", ["Order ID", "Customer ID", "Order date", "Total"], ["A1", "77", "2026-05-01", "20.00"]],
      ["People", ["Customer ID", "E-mail", "Name"], ["77", "ada@example.com", "Ada"]],
    ];
    writeFileSync(shop, workbookOf({ sheets: sheets.map(([name, head, row]) => ({ name, rows: textRow(1, head) + textRow(2, row) })) }));
    const seen = await run(["import", shop, "--dry-run"]);
    expect(seen.out.match(/(People|Orders|Read me) in .*:|\w+, XLSX/g)).toEqual([
      `People in ${shop}:`,
      "customers, XLSX",
      `Orders in ${shop}:`,
      "orders, XLSX",
      `Read me in ${shop}:`,
      expect.any(String),
    ]);
    const vague = await run(["import", shop, "--kind", "orders"]);
    expect([vague.code, vague.err]).toEqual([2, expect.stringContaining("Say with --table which of them --kind speaks of.")]);
    const all = await run(["import", shop, "--json"]);
    expect(JSON.parse(all.out)).toMatchObject([
      { file: shop, table: "People", read: 1, stored: 1 },
      { file: shop, table: "Orders", read: 1, stored: 1 },
      { file: shop, table: "Read me", error: expect.stringContaining("need a column for") },
    ]);
    expect([all.code, all.err]).toEqual([2, expect.stringContaining("need a column for")]);
  });
});

test("where no Rapport runs, one is started for as long as the import takes", async () => {
  const again = await run([...given, "--date-order", "dmy"]);
  expect(JSON.parse(again.out)).toMatchObject({ read: 2, stored: 0, known: 1, setAside: 1 });
});
