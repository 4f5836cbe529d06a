import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import type { Feedback } from "../../src/model/fact.ts";
import { factsOf, importText } from "../support/imports.ts";

describe("a file of feedback", () => {
  const file = "Customer ID;NPS;Kommentar;Datum;Kanal\n17;9;Schön, schnell und günstig;31.03.2026 14:05;Filiale\n18;0;;01.04.2026;web\n";

  it("becomes answers: who, which score, what was said, when and where", async () => {
    const { ledger, result } = await importText(file);
    expect(result).toMatchObject({
      read: 2,
      stored: 2,
      known: 0,
      setAside: 0,
      reasons: [],
      facts: [{ fact: "feedback", what: "recommend", count: 2 }],
    });
    expect([...ledger.facts.values()]).toMatchObject([
      {
        fact: "feedback",
        question: "recommend",
        score: 9,
        comment: "Schön, schnell und günstig",
        identities: ["user:17"],
        channel: "store",
        timestamp: Date.UTC(2026, 2, 31, 12, 5),
      },
      { score: 0, comment: "", timestamp: Date.UTC(2026, 2, 31, 22), channel: "web" },
    ]);
  });

  it("dates nothing after the import: what the file says of later that day counts from when it came", async () => {
    const made = await importText("Customer ID,NPS,Date\n17,9,2026-06-01T13:05:00Z\n18,9,2026-05-01T13:05:00Z\n");
    const now = Date.UTC(2026, 5, 1);
    expect(factsOf(made)).toMatchObject([
      { timestamp: now, originalTimestamp: now + 785 * 60_000, flags: ["ts_ahead"] },
      { timestamp: Date.UTC(2026, 4, 1, 13, 5), originalTimestamp: null, flags: [] },
    ]);
  });

  it("adds nothing when it comes again, in another encoding and with another delimiter", async () => {
    const { ledger } = await importText(file);
    const again = await importText(iconv.encode(file, "windows-1252"), ledger);
    expect(again.plan.encoding).toBe("windows-1252");
    const tabs = await importText(iconv.encode(file.replaceAll(";", "\t"), "utf-16le", { addBOM: true }), ledger);
    expect([again.result, tabs.result].map(({ stored, known }) => [stored, known])).toEqual([
      [0, 2],
      [0, 2],
    ]);
  });

  it("counts two customers who said the same at the same time twice, once a file", async () => {
    const twins = "date,score,comment\n2026-03-01,7,ok\n2026-03-01,7,ok\n";
    const { ledger, result } = await importText(twins);
    expect(result.stored).toBe(2);
    expect((await importText(twins, ledger)).result).toMatchObject({ stored: 0, known: 2 });
  });

  it("sets each bad row aside with its number, column and remedy, and keeps all others", async () => {
    const bad =
      'user,score,date\n1,9,2026-03-01\n2,eleven,2026-03-01\n3,8,31/31/2026\n4,7,2026-03-02,more\n5,"x,2026-03-01\n6,11,2026-03-01\n7,,2026-03-01\n8,5,2026-03-03\n';
    const { ledger, result } = await importText(bad);
    expect(result).toMatchObject({ read: 8, stored: 2, setAside: 6 });
    expect(ledger.letters.map(({ code, problem }) => [code, problem])).toEqual([
      ["bad_score", "Row 3. Column score: “eleven” is not a whole number from 0 to 10. Correct it, or leave the cell empty."],
      ["bad_date", "Row 4. Column date: “31/31/2026” is not a date that can be read. Write it as 2026-03-31 or 2026-03-31 14:05."],
      ["ragged_row", "Row 5. The row has 4 cells and the header 3. Quote cells that hold the delimiter."],
      ["bad_quotes", "Row 6. The quotes do not match. Double every quote inside a quoted cell, and close it before the next delimiter."],
      ["bad_score", "Row 7. Column score: “11” is not a whole number from 0 to 10. Correct it, or leave the cell empty."],
      ["no_answer", "Row 8. The row has neither a score nor a comment. Fill in one of them."],
    ]);
    expect(result.reasons[0]).toMatchObject({ code: "bad_score", count: 2 });
  });
});

describe("files of other kinds", () => {
  it("interactions: an event of a customer, its money in minor units and the rest as properties", async () => {
    const file =
      'timestamp,event,email,amount,currency,campaign\n2026-02-01T10:00:00Z,Order Completed,Ada@Example.com,"1,234.50",USD,spring\n';
    const made = await importText(file);
    expect(made.plan.kind).toBe("interactions");
    expect(factsOf(made)).toMatchObject([
      {
        fact: "interaction",
        name: "Order Completed",
        identities: ["email:ada@example.com"],
        revenueMinor: 123_450,
        currency: "USD",
        properties: { campaign: "spring" },
        timestamp: Date.UTC(2026, 1, 1, 10),
      },
    ]);
  });

  it("customers: traits from every column, and the same file later is still known", async () => {
    const made = await importText("customer_id,name,email,region\n007,Ada L,ada@example.com,North\n");
    expect(made.plan.kind).toBe("customers");
    expect(factsOf(made)).toMatchObject([
      {
        fact: "identification",
        identities: ["user:007", "email:ada@example.com"],
        traits: { name: "Ada L", email: "ada@example.com", region: "North" },
      },
    ]);
  });

  it("orders: one interaction an order; another row of the same order is set aside, the same row is known", async () => {
    const file = "Order ID,Customer ID,Order date,Total\nA1,7,03/31/2026,€ 20.00\nA1,7,03/31/2026,€ 20.00\nA1,7,03/31/2026,€ 25.00\n";
    const made = await importText(file);
    expect(made.plan.kind).toBe("orders");
    expect(made.result).toMatchObject({ read: 3, stored: 1, known: 1, setAside: 1 });
    expect(factsOf(made)).toMatchObject([
      { name: "Order Completed", stage: "purchase", revenueMinor: 2000, currency: "EUR", properties: { order_id: "A1" } },
    ]);
  });

  it("keeps identical rows of feedback apart from each other in any order of the file", async () => {
    const lines = ["2026-03-01,7,ok", "2026-03-02,8,fine", "2026-03-01,7,ok"];
    const { ledger } = await importText(`date,score,comment\n${lines.join("\n")}\n`);
    const { result } = await importText(`date,score,comment\n${lines.toReversed().join("\n")}\n`, ledger);
    expect(result).toMatchObject({ stored: 0, known: 3 });
    expect(factsOf({ ledger }).map((fact) => (fact as Feedback).score)).toEqual([7, 8, 7]);
  });
});
