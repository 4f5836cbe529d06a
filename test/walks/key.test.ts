import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestProduct } from "../support/product.ts";
import { findWalker, noteProblems, openOffice, type Office, settle } from "./visitor.ts";

const chromium = findWalker();

describe.skipIf(!chromium)("somebody who connects a shop", () => {
  let product: TestProduct;
  let office: Office;
  let page: Page;
  let problems: string[];
  beforeAll(async () => {
    office = await openOffice(chromium!, { viewport: { width: 390, height: 844 } });
    ({ product, page } = office);
    problems = noteProblems(page);
  });
  afterAll(async () => {
    await office?.leave();
  });

  const dialog = () => page.getByRole("dialog");
  const pages = () => dialog().getByRole("combobox", { name: "Pages that may send" });

  test("makes a key for one page, and is told when an address is none", async () => {
    await page.goto("/sources");
    await settle(page);
    await page.getByRole("button", { name: "Add a source" }).first().click();
    await page.getByRole("menuitem", { name: "Write key" }).click();
    await dialog().getByLabel("What will use it?").fill("Web shop");
    await pages().fill("shop");
    await pages().press("Enter");
    await dialog().getByText("is no page's address").waitFor();
    expect(await dialog().getByRole("button", { name: "Make the key" }).isDisabled()).toBe(true);
    await pages().press("Backspace");
    await pages().fill("https://Shop.example/");
    await pages().press("Enter");
    await dialog().getByRole("button", { name: "Make the key" }).click();
    await dialog().getByText("Waiting for the first event").waitFor();
  });

  test("finds a program for the library in use, whole on a narrow screen, and sees the first event arrive", async () => {
    await dialog().getByRole("combobox", { name: "Library or protocol" }).click();
    await page.getByRole("option", { name: "Jitsu" }).click();
    await dialog().getByRole("tab", { name: "Node.js" }).click();
    const program = (await dialog().locator("pre").textContent())!;
    const key = /"(wk_[\w-]+):any"/.exec(program)![1]!;
    expect(program).toContain(`host: "${product.url}"`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const headers = { "x-write-key": `${key}:any` };
    const event = { userId: "1", event: "Order Completed", context: { library: { name: "@jitsu/js", version: "1.11.0" } } };
    expect((await product.api("POST", "/api/s/s2s/track", event, headers)).status).toBe(200);
    await dialog().getByText("Seen: Order Completed").waitFor();
    await dialog().getByText("Sent by @jitsu/js 1.11.0").waitFor();
  });

  test("comes back later for the same programs without the key, and lets another page send", async () => {
    await page.keyboard.press("Escape");
    await page.getByText("only https://shop.example").waitFor();
    await page.getByRole("link", { name: "Web shop" }).click();
    await page.getByRole("button", { name: "How to send" }).click();
    expect(await dialog().locator("pre").textContent()).toContain("YOUR_KEY");
    await pages().fill("https://m.shop.example");
    await pages().press("Enter");
    await dialog().getByRole("button", { name: "Keep the pages" }).click();
    await page.getByText("were kept").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "All sources" }).click();
    await page.getByText("only 2 pages").waitFor();
    expect(problems).toEqual([]);
  });

  test("reads what an event lacks as a sentence, with the field's name as code", async () => {
    const { body } = await product.api<{ key: string }>("POST", "/api/keys", { name: "App" });
    const batch = [{ type: "track", userId: "1" }];
    await product.api("POST", "/v1/batch", { batch }, { authorization: `Bearer ${body.key}` });
    await page.goto("/sources/set-aside");
    await page
      .getByRole("heading", { name: "A track call needs event, the event's name." })
      .locator("code", { hasText: "event" })
      .waitFor();
  });
});
