import { existsSync } from "node:fs";
import { text } from "node:stream/consumers";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createImports } from "../../src/collect/imports/imports.ts";
import { zipOf } from "../support/archive.ts";
import { incoming, reportOf, useDesk } from "../support/desk.ts";
import { textRow, workbookOf } from "../support/sheets.ts";

const desk = useDesk(Date.parse("2026-06-15T12:00:00Z"), "other");
const whose = (id: string) => ({ workspaceId: "w", id });

type Sheet = [name: string, ...rows: string[][]];
const sheets: Sheet[] = [
  ["Notes", ["a", "b"], ["made by hand", "twice"]],
  ["Tickets", ["Ticket ID", "Requester email", "Subject", "Status", "Created at"], ["T1", "ada@example.com", "Late", "open", "2026-05-03"]],
  ["May", ["Order ID", "Customer ID", "Order date", "Total"], ["A1", "77", "2026-05-01", "20.00"], ["A2", "77", "2026-05-02", "many"]],
  ["Customers", ["Customer ID", "E-mail", "Name"], ["77", "ada@example.com", "Ada"]],
  ["June", ["Order ID", "Customer ID", "Order date", "Total"], ["A3", "77", "2026-06-01", "5.50"]],
];
const book = (some: Sheet[] = sheets): Buffer =>
  workbookOf({ sheets: some.map(([name, ...rows]) => ({ name, rows: rows.map((cells, i) => textRow(i + 1, cells)).join("") })) });
const bring = (content: string | Buffer, file = "shop.xlsx") => desk.imports.bring("w", incoming(file, content));
const start = async (id: string) => reportOf(desk, await desk.imports.start(whose(id), {}));

describe("a file with tables of several kinds", () => {
  it("is parted by kind when it is brought: customers first, what is alike together, what asks something last", async () => {
    const { id, path, parts } = await bring(book());
    expect(parts.map(({ name, kind, rowsEstimated, asks, job }) => [name, kind, rowsEstimated, asks, job])).toEqual([
      ["Customers", "customers", 1, false, null],
      ["May, June", "orders", 3, false, null],
      ["Tickets", "tickets", 1, false, null],
      ["Notes", expect.any(String), 1, true, null],
    ]);
    expect((await desk.imports.find(whose(id))).parts).toEqual(parts);

    const [people, orders, tickets, notes] = parts;
    expect(await start(people!.id)).toMatchObject({ read: 1, stored: 1, setAside: 0 });
    expect(await start(orders!.id)).toMatchObject({ read: 3, stored: 2, setAside: 1 });
    expect(existsSync(path)).toBe(true);
    expect(await start(tickets!.id)).toMatchObject({ read: 1, stored: 1, setAside: 0 });
    await expect(start(notes!.id)).rejects.toMatchObject({ code: "bad_input" });

    const past = await desk.imports.list("w");
    expect(Object.fromEntries(past.map(({ file, kind, waiting }) => [file, [kind, waiting]]))).toEqual({
      "Customers in shop.xlsx": ["customers", 0],
      "May, June in shop.xlsx": ["orders", 1],
      "Tickets in shop.xlsx": ["tickets", 0],
    });
    // Whichever part is at hand, it knows the others and what became of them.
    const { parts: seen } = await desk.imports.find(whose(orders!.id));
    expect(seen.map(({ id: part, job, state }) => [part, job, state])).toEqual(
      parts.map(({ id: part }) => [part, past.find((one) => one.id === part)?.job ?? null, part === notes!.id ? "waiting" : "done"]),
    );
    const { file, csv } = await desk.imports.setAside(whose(orders!.id));
    expect(file).toBe("May, June in shop.xlsx");
    expect(await text(Readable.from(csv))).toContain("A2,77,2026-05-02,many,Row 3 of May.");
    await expect(start(people!.id)).rejects.toThrow("Customers in shop.xlsx was imported already and is no longer kept.");
  });

  it("comes again as known, and is removed with its last part, in whatever order they end", async () => {
    const { path, parts } = await bring(book(sheets.slice(1)));
    const reports = await Promise.all(parts.toReversed().map(({ id }) => start(id)));
    expect(reports.map(({ factsStored, setAside }) => [factsStored, setAside])).toEqual([
      [0, 0],
      [0, 1],
      [0, 0],
    ]);
    expect(existsSync(path)).toBe(false);
  });

  it("comes in one part after the other when all are begun at once, in the order in which they were begun", async () => {
    const many = Array.from({ length: 3000 }, (_, n) => [`c${n}`, `c${n}@example.com`, "Ada"]);
    const [, tickets, may, [, head]] = sheets as [Sheet, Sheet, Sheet, Sheet];
    const seen: string[] = [];
    const imports = await createImports(desk.store, {
      ...desk,
      now: () => Date.parse("2026-06-15T12:00:00Z"),
      accept: async (workspaceId, facts, letters) => {
        seen.push(facts[0]!.sourceId);
        return desk.collect.intake.store(workspaceId, facts, letters);
      },
    });
    const { parts } = await imports.bring("w", incoming("big.xlsx", book([tickets, may, ["Customers", head!, ...many]])));
    const ids = parts.map(({ id }) => id);
    expect(parts.map(({ kind }) => kind)).toEqual(["customers", "orders", "tickets"]);
    const begun: string[] = [];
    for (const id of ids) begun.push(await imports.start(whose(id), {}));
    expect((await imports.find(whose(ids[0]!))).parts.map(({ state }) => state)).toEqual(["running", "queued", "queued"]);
    // Who is taken out of the line does not let the next one past.
    await desk.jobs.cancel("w", begun[1]!);
    await reportOf(desk, begun[2]!);
    expect([...new Set(seen)]).toEqual([ids[0], ids[2]]);
    expect(seen.lastIndexOf(ids[0]!)).toBeLessThan(seen.indexOf(ids[2]!));
  });

  it("may be an archive, and can be imported as a whole by tables that are alike", async () => {
    const csv = ([, ...rows]: Sheet): string => rows.map((cells) => `${cells.join(",")}\n`).join("");
    const archive = zipOf(sheets.slice(1).map((sheet) => ({ name: `${sheet[0]}.csv`, data: csv(sheet) })));
    const { id, parts } = await bring(archive, "shop.zip");
    expect(parts.map(({ name, kind }) => [name, kind])).toEqual([
      ["Customers.csv", "customers"],
      ["May.csv, June.csv", "orders"],
      ["Tickets.csv", "tickets"],
    ]);
    expect(await reportOf(desk, await desk.imports.start(whose(id), { tables: [0] }))).toMatchObject({ read: 1, known: 1 });
    await expect(start(parts[0]!.id)).rejects.toThrow("Customers.csv in shop.zip was not imported while it was kept.");
  });

  it("keeps its parts to its workspace", async () => {
    const { parts } = await bring(book());
    await expect(desk.imports.find({ workspaceId: "other", id: parts[0]!.id })).rejects.toMatchObject({ code: "not_found" });
  });
});

it("a file of one kind has no parts, and all of its sheets that are alike come in", async () => {
  const { id, parts } = await bring(book([sheets[2]!, sheets[4]!]), "orders.xlsx");
  expect(parts).toEqual([]);
  expect(await start(id)).toMatchObject({ read: 3, setAside: 1 });
});
