import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startProduct, type Running } from "../../src/show/api/start.ts";
import { leaveBrowser, openBrowser } from "../support/browser.ts";
import { lentEngines } from "../support/engines.ts";
import { owner } from "../support/product.ts";
import { emptySettings } from "../support/settings.ts";
import { findWalker, openContext, settle, turnTo } from "./visitor.ts";

const chromium = findWalker();

describe.skipIf(!chromium)("somebody who has just installed Rapport", () => {
  let product: Running;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(emptySettings(), { connect: lentEngines }), openBrowser(chromium!)]);
    page = await (await openContext(browser, product.url)).newPage();
  });
  afterAll(async () => {
    await leaveBrowser();
    await product.stop();
  });
  const field = (name: string) => page.getByLabel(name, { exact: true });
  const typed = () => Promise.all(["Company or brand", "Your name", "E-mail"].map((name) => field(name).inputValue()));
  const make = () => page.getByRole("button", { name: "Create the workspace" }).click();

  test("is told what to mend, and keeps what was typed", async () => {
    await page.goto("/");
    await field("Company or brand").fill(owner.workspace);
    await field("Your name").fill(owner.name);
    await field("E-mail").fill("owner@example");
    await field("Password").fill("short");
    await page.getByText("5 characters to go").waitFor();
    await field("Password").fill(owner.password);
    await make();
    await page.getByRole("alert").waitFor();
    expect(await field("E-mail").getAttribute("aria-invalid")).toBe("true");
    expect(await typed()).toEqual([owner.workspace, owner.name, "owner@example"]);
    expect(await field("Password").inputValue()).toBe(owner.password);
    await page.reload();
    await settle(page);
    expect(await typed()).toEqual([owner.workspace, owner.name, "owner@example"]);
    expect(await field("Password").inputValue()).toBe("");
  });

  test("makes the account and the workspace, and stands before two doors", async () => {
    await field("E-mail").fill(owner.email);
    await field("Password").fill(owner.password);
    await make();
    await page.getByRole("heading", { name: `Welcome, ${owner.workspace}` }).waitFor();
    const doors = await page.locator("main h2").allTextContents();
    expect(doors).toEqual(["Look around with a sample company", "Bring my data"]);
  });

  test("comes back to the same place", async () => {
    await page.getByRole("link", { name: "Copy a snippet" }).click();
    await page.getByRole("dialog", { name: "Write key" }).getByLabel("What will use it?").waitFor();
    await page.reload();
    await page.getByRole("dialog", { name: "Write key" }).getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("heading", { level: 1, name: "Sources" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/sources");
    await page.goto("/");
    await page.getByRole("heading", { name: `Welcome, ${owner.workspace}` }).waitFor();
  });

  test.each(["/journeys", "/journeys?view=paths", "/feedback", "/customers", "/cases", "/sources/live"])(
    "is told on the empty screen %s where facts come from",
    async (path) => {
      await turnTo(page, path);
      await page.getByRole("main").getByRole("link", { name: "Import a file" }).click();
      await page.getByRole("heading", { level: 1, name: "Import a file" }).waitFor();
    },
  );

  test("is told what a survey still needs, and makes one", async () => {
    await page.goto("/surveys");
    await page.getByRole("button", { name: "New survey" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Title" }).fill("After delivery");
    await dialog.getByRole("button", { name: "Create the survey" }).click();
    await dialog.getByText("Say which touchpoint it asks about").waitFor();
    await dialog.getByRole("combobox", { name: "Touchpoint" }).fill("Delivery");
    await dialog.getByRole("button", { name: "Create the survey" }).click();
    await page.getByText("After delivery").waitFor();
  });

  test("sees the shape of the console while the server is slow, and no figure before it is counted", async () => {
    const counted = holdBack(page, "**/api/catalogue/coverage*");
    await page.goto("/settings/touchpoints");
    const row = page.getByRole("row", { name: "Product Viewed" });
    await row.waitFor();
    expect(await row.textContent()).not.toMatch(/\d/);
    counted();
    await row.getByText("0").first().waitFor();

    const known = holdBack(page, "**/api/state");
    await page.reload();
    await page.locator("[aria-busy=true] .mantine-Skeleton-root").first().waitFor();
    known();
    await row.waitFor();
  });

  test("signs in from another browser, to the address that was asked for", async () => {
    page = await (await openContext(browser, product.url)).newPage();
    await page.goto("/cases");
    await field("E-mail").fill(owner.email);
    await field("Password").fill("not this one");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("E-mail or password is wrong").waitFor();
    expect(await field("E-mail").inputValue()).toBe(owner.email);
    await field("Password").fill(owner.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { level: 1, name: "Cases" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/cases");
  });
});

/** Holds the server's answers from an address back until they are let go. */
function holdBack(page: Page, address: string): () => void {
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  void page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  return () => letGo();
}
