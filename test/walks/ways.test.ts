import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { owner, type TestProduct } from "../support/product.ts";
import { findWalker, openOffice, type Office, settle } from "./visitor.ts";

const chromium = findWalker();

describe.skipIf(!chromium)("the way around", () => {
  let product: TestProduct;
  let office: Office;
  let page: Page;
  beforeAll(async () => {
    office = await openOffice(chromium!);
    ({ product, page } = office);
    await page.goto("/customers");
    await settle(page);
  });
  afterAll(async () => {
    await office?.leave();
  });

  test("leads a keyboard past the rail with its first stop", async () => {
    await page.keyboard.press("Tab");
    await page.getByRole("link", { name: "Skip to the content" }).and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.querySelector("main")?.contains(document.activeElement))).toBe(true);
  });

  test("leaves Enter to what has the focus, on a list that Enter opens rows of", async () => {
    await page.getByRole("link", { name: "Possible duplicates" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/customers/duplicates");
    await page.goBack();
    await settle(page);
  });

  test("stays readable on a graph of very many touchpoints, and says what to do about them", async () => {
    const { key } = (await product.api<{ key: string }>("POST", "/api/keys", { name: "Web shop", origins: [] })).body;
    const start = Date.now() - 3_600_000;
    const batch = Array.from({ length: 200 }, (_, n) => ({
      type: "track",
      userId: "1",
      event: `Step ${(n * n) % 61}`,
      properties: { products: [{ name: `Lamp ${n}` }] },
      messageId: `step-${n}`,
      timestamp: new Date(start + n * 1000),
    }));
    await product.api("POST", "/v1/batch", { batch }, { authorization: `Basic ${btoa(`${key}:`)}` });
    await page.goto("/journeys?view=paths&coverage=1");
    await page.getByText("Too many to read at once").waitFor();
    const step = page.locator(".react-flow__node").first();
    await step.waitFor();
    expect((await step.boundingBox())!.width).toBeGreaterThanOrEqual(80);
    await page.goto("/customers");
    await settle(page);
  });

  test("opens everything that came with one thing on a timeline, and closes it again", async () => {
    const { items } = (await product.api<{ items: { id: string }[] }>("GET", "/api/customers")).body;
    await page.goto(`/customers/${items[0]!.id}`);
    const latest = page.locator("li[data-fact=interaction]").first();
    const closed = latest.getByRole("button", { expanded: false });
    const name = await closed.innerText();
    await closed.click();
    const told = (term: string) =>
      latest
        .locator("dl > div")
        .filter({ has: page.getByText(term, { exact: true }) })
        .locator("dd")
        .innerText();
    expect([await told("Event"), await told("products › 1 › name")]).toEqual([name, "Lamp 199"]);
    await latest.getByRole("button", { expanded: true }).click();
    await latest.locator("dl").waitFor({ state: "detached" });
    await page.goto("/customers");
    await settle(page);
  });

  test("keeps the search where it opened, whatever it finds", async () => {
    await page.keyboard.press("Control+k");
    const search = page.getByRole("dialog").getByLabel("Search");
    await search.waitFor();
    await settle(page);
    const before = (await search.boundingBox())!.y;
    await search.fill("nothing is called this");
    await page.getByText("Nothing found").waitFor();
    expect((await search.boundingBox())!.y).toBe(before);
    await page.keyboard.press("Escape");
    await search.waitFor({ state: "hidden" });
  });

  test("has the search and the other workspaces on a phone too", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const more = page.getByRole("button", { name: "More" });
    await more.click();
    await page.getByRole("dialog").getByRole("button", { name: owner.workspace }).click();
    await page.getByRole("menuitem", { name: "Look around with a sample company" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").getByRole("button", { name: "Search" }).click();
    await page.getByPlaceholder("Go to a place").waitFor();
    await page.keyboard.press("Escape");
    await more.click();
    await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
  });
});
