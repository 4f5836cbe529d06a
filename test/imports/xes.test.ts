import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { guessPlan } from "../../src/collect/imports/guessing/guess.ts";
import { importTables } from "../../src/collect/imports/runs/import-tables.ts";
import type { Fact } from "../../src/model/fact.ts";
import { caps, cellsOf, lookAt } from "../support/looked.ts";

const log = readFileSync(new URL("complaints.xes", import.meta.url));
const home = { timezone: "UTC", currency: "EUR", country: "" };

describe("an event log", () => {
  it("becomes a row an event, with what its trace says and what the log declares for all", async () => {
    const [table] = await lookAt(log);
    expect(table!.headers).toEqual([
      "case:concept:name",
      "concept:name",
      "time:timestamp",
      "staff",
      "lifecycle:transition",
      "case:segment",
      "case:amount",
      "case:amount.currency",
      "case:closed by",
      "org:role",
      "products",
      "urgent",
      "cost:total",
      "cost:total.currency",
      "identity:id",
    ]);
    const rows = (await cellsOf(table!)).map((cells) => Object.fromEntries(table!.headers.map((header, i) => [header, cells[i]])));
    expect(rows).toHaveLength(5);
    expect(rows[0]).toEqual({
      "case:concept:name": "C-1",
      "concept:name": "Complaint received",
      "time:timestamp": "2026-03-01T09:15:00.000+01:00",
      staff: "Frontdesk & Co",
      "lifecycle:transition": "start",
      "case:segment": "business",
      "case:amount": "120.5",
      "case:amount.currency": "EUR",
      "org:role": "clerk",
      "cost:total": "",
      "cost:total.currency": "",
      products: "router, cable “2 m”",
      urgent: "true",
      "identity:id": "",
      "case:closed by": "phone",
    });
    expect(rows[1]).toMatchObject({
      staff: "UNKNOWN",
      "lifecycle:transition": "complete",
      "cost:total": "12",
      "cost:total.currency": "USD",
    });
    expect(rows[3]).toMatchObject({ "case:concept:name": "C-2", "case:segment": "private", "case:amount": "", "concept:name": "Übergabe" });
    expect(rows[4]).toMatchObject({ "case:concept:name": "", "concept:name": "Nightly run" });
  });

  it("is read as interactions: the trace is the customer, the event what happened, and its own attributes stay", async () => {
    const tables = await lookAt(gzipSync(log), "complaints.xes.gz");
    const { plan, open } = guessPlan(tables[0]!, home);
    expect([plan.kind, plan.columns, open]).toEqual(["interactions", { user: 0, name: 1, time: 2 }, []]);
    const facts: Fact[] = [];
    const letters: { problem: string }[] = [];
    const result = await importTables(tables, {
      workspaceId: "w",
      sourceId: "s",
      plan,
      file: "complaints.xes",
      caps,
      now: () => Date.UTC(2026, 5, 1),
      accept: async (_, some, set) => {
        facts.push(...some);
        letters.push(...set);
        return { stored: some.length, known: 0 };
      },
    });
    expect(result).toMatchObject({ read: 5, stored: 4, setAside: 1 });
    expect(letters[0]!.problem).toBe("Row 5. The row names no customer. Fill in a user id, an e-mail address or another key.");
    expect(facts[0]).toMatchObject({
      fact: "interaction",
      identities: ["user:C-1"],
      name: "Complaint received",
      touchpoint: "",
      timestamp: Date.UTC(2026, 2, 1, 8, 15),
      properties: { staff: "Frontdesk & Co", "lifecycle:transition": "start", "case:segment": "business", "case:amount": 120.5 },
    });
    // Two events of one instant keep the order of the document.
    expect(facts.map((fact) => "name" in fact && fact.name)).toEqual([
      "Complaint received",
      "Complaint read",
      "Complaint answered",
      "Übergabe",
    ]);
  });

  it("may be written in another encoding, and in two bytes a character", async () => {
    const text = log.toString("utf8").replaceAll("“2 m”", "2 m");
    const latin = iconv.encode(text.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"'), "latin1");
    const wide = iconv.encode(text.replace('encoding="UTF-8"', 'encoding="UTF-16"'), "utf-16le", { addBOM: true });
    for (const bytes of [latin, wide]) {
      const [table] = await lookAt(bytes);
      expect((await cellsOf(table!))[3]![1]).toBe("Übergabe");
    }
  });
});
