import { describe, expect, it } from "vitest";
import { answersIn, factsOf, importText } from "../support/imports.ts";
import { lookAt } from "../support/looked.ts";

const headersOf = ({ plan }: Awaited<ReturnType<typeof importText>>) =>
  Object.fromEntries(Object.entries(plan.columns).map(([field, index]) => [field, plan.headers[index]]));

describe("a table that nobody's program wrote", () => {
  it("has names under Customer, which are nobody's key", async () => {
    const made = await importText(
      "Order number,Date,Customer,Email,Total\n1,2026-02-01,Ada Lovelace,ada@example.org,19.99\n2,2026-02-02,Jean-Luc O'Neil,jl@example.org,5\n",
    );
    expect(headersOf(made)).toMatchObject({ name: "Customer", email: "Email" });
    expect(factsOf(made).map(({ identities }) => identities)).toContainEqual(["email:ada@example.org"]);
    const keyed = await importText("Order number,Date,Customer,Total\n1,2026-02-01,C 17,19.99\n2,2026-02-02,4711,5\n");
    expect(headersOf(keyed)).toMatchObject({ user: "Customer" });
  });

  it.each([
    ["01.03.2026", "10:05", "2026-03-01T09:05:00.000Z"],
    ["01.03.2026", "9:05:30 Uhr", "2026-03-01T08:05:30.000Z"],
    ["2026-03-01", "2:05 PM", "2026-03-01T13:05:00.000Z"],
    ["March 1, 2026", "14:05", "2026-03-01T13:05:00.000Z"],
    ["2026-03-01", "", "2026-02-28T23:00:00.000Z"],
    ["2026-03-01", "25:61", "2026-02-28T23:00:00.000Z"],
    ["2026-03-01 08:00", "14:05", "2026-03-01T07:00:00.000Z"],
  ])("has the day in one column and the time of that day in another: %s and %s", async (date, time, at) => {
    const rows = `7,"${date}",${time},Visit\n8,2026-03-02,10:00,Visit\n9,2026-03-03,11:00,Visit\n`;
    const made = await importText(`Kundennummer,Datum,Uhrzeit,Ereignis\n${rows}`);
    expect(new Date(factsOf(made)[0]!.timestamp).toISOString()).toBe(at);
  });

  it("has first and last names, which together are what a customer is called, and a day of signing up, which is a trait", async () => {
    const made = await importText("E-mail,First name,Last name,Created\nada@example.org,Ada,Lovelace,2025-01-31\n");
    expect(factsOf(made)).toMatchObject([
      { traits: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.org", Created: "2025-01-31" } },
    ]);
  });

  it("asks for a reason, which goes with its score however often the same words come", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i}@example.org,${i % 9},${i % 2 ? "too slow for me" : "price"},2026-02-01`);
    const made = await importText(
      `Email,How likely are you to recommend us?,What is the reason for your score?,Submitted at\n${rows.join("\n")}\n`,
    );
    expect(new Set(answersIn(made).map(({ question, comment }) => `${question}: ${comment}`))).toEqual(
      new Set(["recommend: too slow for me", "recommend: price"]),
    );
  });

  it("holds scores off the scale, which are set aside and not left out", async () => {
    const rows = ["a@example.org,9,2026-02-01", "b@example.org,11,2026-02-01", "c@example.org,,2026-02-01", "d@example.org,3,2026-02-01"];
    const rest = Array.from({ length: 10 }, (_, i) => `e${i}@example.org,8,2026-02-02`);
    const { result } = await importText(`Email,How likely are you to recommend us?,Submitted at\n${[...rows, ...rest].join("\n")}\n`);
    expect(result).toMatchObject({ read: 14, stored: 12, setAside: 1, leftOut: 1 });
    expect(result.reasons).toMatchObject([{ code: "bad_score" }]);
  });

  it("holds reviews that only say when they were changed last", async () => {
    const made = await importText("id,rating,title,review,userName,updated\n1,4,Fine,Works for me,ada,2026-03-01T10:00:00Z\n");
    expect(answersIn(made)).toMatchObject([{ score: 4, timestamp: Date.parse("2026-03-01T10:00:00Z") }]);
  });
});

describe("a file that is no table", () => {
  it("is refused although its bytes could be letters", async () => {
    const bytes = Buffer.from(Array.from({ length: 4000 }, (_, i) => ((i * 2_654_435_761) >>> 13) & 255));
    await expect(lookAt(bytes, "book.xlsx")).rejects.toThrow("book.xlsx: it is not text, and no format that is known here.");
  });
});
