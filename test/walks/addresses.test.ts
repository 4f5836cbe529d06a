import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findWalker, openOffice, type Office, settle } from "./visitor.ts";

const chromium = findWalker();

describe.skipIf(!chromium)("an address that somebody was sent", () => {
  let office: Office;
  let page: Page;
  beforeAll(async () => {
    office = await openOffice(chromium!);
    ({ page } = office);
  });
  afterAll(async () => {
    await office?.leave();
  });

  test.each([
    ["/customers/123", "There is no customer at this address.", "/customers"],
    ["/cases/00000000-0000-4000-8000-000000000000", "There is no case at this address.", "/cases"],
    ["/initiatives/00000000-0000-4000-8000-000000000000", "There is no initiative at this address.", "/initiatives"],
    ["/initiatives/00000000-0000-4000-8000-000000000000/edit", "There is no initiative at this address.", "/initiatives"],
    ["/sources/webhook?id=none", "There is no webhook at this address.", "/sources"],
    ["/nowhere", "There is nothing at this address", "/"],
  ])("leads on from %s, which is not there", async (path, says, list) => {
    await page.goto(path);
    await page.getByRole("heading", { name: says }).waitFor();
    expect(await page.locator("h1").count()).toBe(1);
    await page.getByRole("main").getByRole("link").click();
    await page.waitForURL((url) => url.pathname === list);
  });

  test("is a page for programs as well where it is the front door, and only there", async () => {
    const { url } = office.product;
    const ask = async (path: string, method = "GET") => (await fetch(url + path, { method })).status;
    expect([await ask("/"), await ask("/", "HEAD"), await ask("/nowhere"), await ask("/api/nowhere")]).toEqual([200, 200, 404, 404]);
  });

  test("shows the filter that leaves nothing, to be taken away", async () => {
    await page.goto("/feedback?score=3");
    await page.getByRole("group", { name: "Score" }).getByRole("button", { pressed: true }).click();
    await page.waitForURL((url) => url.search === "");
  });

  test("keeps the words looked for and the list together, back and forth", async () => {
    await page.goto("/customers");
    await settle(page);
    const words = page.getByLabel("Name, e-mail or another key");
    await words.fill("klein");
    await page.getByText("Nobody fits").waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Customers" }).click();
    await page.getByText("No customer yet").waitFor();
    expect(await words.inputValue()).toBe("");
    await page.goBack();
    await page.getByText("Nobody fits").waitFor();
    expect(await words.inputValue()).toBe("klein");
  });
});
