import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { zipOf } from "../support/archive.ts";
import { textRow, workbookOf } from "../support/sheets.ts";
import { findWalker, noteProblems, openOffice, type Office, settle } from "./visitor.ts";

const chromium = findWalker();
const example = (file: string) => new URL(`../../docs/examples/${file}`, import.meta.url).pathname;

describe.skipIf(!chromium)("somebody with a file", () => {
  let office: Office;
  let page: Page;
  let problems: string[];
  beforeAll(async () => {
    office = await openOffice(chromium!);
    ({ page } = office);
    problems = noteProblems(page);
  });
  afterAll(async () => {
    await office?.leave();
  });
  const drop = (file: string | { name: string; mimeType: string; buffer: Buffer }) => page.locator("input[type=file]").setInputFiles(file);
  const counts = async () =>
    Object.fromEntries(
      await page.locator("dl dt").evaluateAll((names) => names.map((name) => [name.textContent, name.nextElementSibling?.textContent])),
    );
  const reported = () => page.getByRole("heading", { name: "What was understood" }).waitFor();

  test("sees whose export it is and what was asked in it, and imports it as it was understood", async () => {
    await page.goto("/sources/import");
    await page.getByText("Nothing was imported yet").waitFor();
    await drop(example("qualtrics-responses.csv"));
    await page.getByText("Looks like an export of Qualtrics").waitFor();
    const asked = page.getByRole("combobox", {
      name: "What the column How likely are you to recommend our shop to a friend or colleague? means",
    });
    expect(await asked.inputValue()).toBe("Recommends, 0–10");
    await page.getByRole("button", { name: "Import 5 rows" }).click();
    await reported();
    expect(await counts()).toMatchObject({ "Rows read": "5", Stored: "3", "Left out": "2", "Set aside": "0" });
  });

  test("brings mended rows back in one step, and finds both reports again later", async () => {
    const file = readFileSync(example("shopify-orders.csv"), "utf8").replace("87.50,0.00,13.97,87.50", "87.50,0.00,13.97,many");
    await page.getByRole("button", { name: "Import another file" }).click();
    await drop({ name: "orders.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
    await page.getByRole("button", { name: "Import 6 rows" }).click();
    await reported();
    expect(await counts()).toMatchObject({ "Rows read": "6", Stored: "3", "Set aside": "3" });
    expect(await page.getByText("All of them came back mended.").count()).toBe(0);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download these rows" }).click()]);
    const sheet = readFileSync(await download.path(), "utf8").replace("many", "87.50");
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "Import the mended file" }).click(),
    ]);
    await chooser.setFiles({ name: "orders - set aside.csv", mimeType: "text/csv", buffer: Buffer.from(sheet) });
    await page.getByText("Part of the row above").waitFor();
    expect(await counts()).toMatchObject({ "Rows read": "3", Stored: "1", "Part of the row above": "2", "Set aside": "0" });

    await page.goto("/sources/import");
    await page.getByRole("button", { name: "orders.csv" }).click();
    await reported();
    await page.getByText("All of them came back mended.").waitFor();
    await settle(page);
    expect(await counts()).toMatchObject({ "Rows read": "6", Stored: "3", "Set aside": "3" });
  });

  test("drops several files at once, and takes them one after the other", async () => {
    await page.goto("/sources/import");
    await page.locator("input[type=file]").setInputFiles(["qualtrics-responses.csv", "shopify-orders.csv"].map(example));
    await page.getByText("1 more file waits: shopify-orders.csv").waitFor();
    await page.getByRole("button", { name: "Import 5 rows" }).click();
    await reported();
    await page.getByRole("button", { name: "Go on with shopify-orders.csv" }).click();
    await page.getByRole("button", { name: "Import 6 rows" }).waitFor();
    expect(await page.getByText("more file waits").count()).toBe(0);
  });

  test("brings a workbook once and has its tables come in one after the other, customers first, also after looking away", async () => {
    const sheets: [string, string[], string[]][] = [
      ["Notes", ["a", "b"], ["made by hand", "twice"]],
      ["Orders", ["Order ID", "Customer ID", "Order date", "Total"], ["W1", "w77", "2026-05-01", "20.00"]],
      ["People", ["Customer ID", "E-mail", "Name"], ["w77", "ada@example.com", "Ada"]],
      ["Older", ["Order ID", "Customer ID", "Order date", "Total"], ["W0", "w77", "2025-05-01", "20.00"]],
    ];
    const buffer = workbookOf({ sheets: sheets.map(([name, head, row]) => ({ name, rows: textRow(1, head) + textRow(2, row) })) });
    const parts = page.getByRole("region", { name: "Tables in this file" });
    const states = () => parts.getByRole("listitem").allInnerTexts();
    await page.goto("/sources/import");
    await drop({ name: "shop.xlsx", mimeType: "", buffer });
    await parts.waitFor();
    expect((await states()).map((state) => state.split("\n").slice(0, 2))).toEqual([
      ["People", "Customers · 1 row"],
      ["Orders, Older", "Orders · 2 rows"],
      ["Notes", expect.stringContaining("1 row")],
    ]);
    await parts.getByRole("button", { name: "Go on with People" }).click();
    await page.getByText("People in shop.xlsx").waitFor();
    await page.getByRole("button", { name: "Import 1 row" }).click();
    await reported();
    expect(await counts()).toMatchObject({ "Rows read": "1", Stored: "1" });

    await page.goto("/sources");
    await page.goBack();
    await parts.getByRole("button", { name: "Go on with Orders, Older" }).click();
    await page.getByText("Orders, Older in shop.xlsx").waitFor();
    await page.getByRole("checkbox", { name: "Older" }).click();
    await page.getByRole("button", { name: "Import 1 row" }).click();
    await reported();
    await parts.getByText("Done").nth(1).waitFor();
    expect((await states()).map((state) => state.split("\n").at(-1))).toEqual(["Done", "Done", "Waits, and asks something"]);
    await parts.getByRole("button", { name: "Go on with Notes" }).click();
    await page.getByText(/Still needed/).waitFor();
    await parts.getByRole("button", { name: "People" }).click();
    await reported();
    expect(await counts()).toMatchObject({ "Rows read": "1", Stored: "1" });
  });

  test("has all tables of a file come in at once where nothing has to be asked", async () => {
    const buffer = zipOf([
      { name: "reviews.csv", data: "Review ID,Stars,Review text,Author,Date\nr1,4,Fine,Ada,2026-04-01\nr2,1,Late,Bob,2026-04-02\n" },
      { name: "tickets.csv", data: "Ticket ID,Requester email,Subject,Status,Created at\nZ1,ada@example.com,Late,open,2026-05-03\n" },
      { name: "people.csv", data: "Customer ID,E-mail,Name\nz1,ada@example.com,Ada\n" },
    ]);
    const parts = page.getByRole("region", { name: "Tables in this file" });
    await page.goto("/sources/import");
    await drop({ name: "export.zip", mimeType: "", buffer });
    await parts.getByRole("button", { name: "Import all 3 as they were understood" }).click();
    await reported();
    await parts.getByText("Done").nth(2).waitFor();
    expect(await parts.getByRole("button").allInnerTexts()).toEqual(["people.csv", "tickets.csv", "reviews.csv"]);
    await parts.getByRole("button", { name: "reviews.csv" }).click();
    await page.getByText("reviews.csv in export.zip").waitFor();
    await reported();
    await expect.poll(counts).toMatchObject({ "Rows read": "2", Stored: "2" });
  });

  test("is asked one question when a file shows no scale, and nothing else", async () => {
    await page.goto("/sources/import");
    await drop({ name: "grades.csv", mimeType: "text/csv", buffer: Buffer.from("user,date,score\n1,2026-01-05,3\n2,2026-01-06,2\n") });
    await page.getByText("The file does not show it").waitFor();
    const start = page.getByRole("button", { name: "Import 2 rows" });
    expect(await start.isDisabled()).toBe(true);
    await page.getByRole("combobox", { name: "Which question was asked?" }).click();
    await page.getByRole("option", { name: "Satisfaction" }).click();
    await start.click();
    await reported();
    expect(problems).toEqual([]);
  });
});
