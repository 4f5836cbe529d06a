import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { surveyTexts } from "../../src/model/survey-texts.ts";
import { obstaclesOn, wcag } from "../support/axe.ts";
import { findChromium, leaveBrowser, openBrowser } from "../support/browser.ts";
import { startTestProduct, type TestProduct } from "../support/product.ts";

const chromium = findChromium();

describe.skipIf(!chromium)("the survey page in a browser", () => {
  let product: TestProduct;
  let browser: Browser;
  let address: string;
  beforeAll(async () => {
    if (!existsSync("dist/respond"))
      spawnSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "-c", "vite.respond.config.ts", "--logLevel", "error"]);
    [product, browser] = await Promise.all([startTestProduct(), openBrowser(chromium!)]);
    address = (await product.api<{ url: string }>("POST", "/api/surveys", { title: "Browser" })).body.url;
  });
  afterAll(async () => {
    await leaveBrowser();
    await product.stop();
  });

  async function visit(search = "", options: BrowserContextOptions = {}): Promise<{ page: Page; problems: string[] }> {
    const context = await browser.newContext({ locale: "en-GB", ...options });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(address + search);
    return { page, problems };
  }
  const obstacles = (page: Page) => obstaclesOn(page, { tags: [...wcag, "best-practice"] });

  test("somebody answers with the keyboard alone, and the thanks get the focus", async () => {
    const { page, problems } = await visit();
    await page.keyboard.press("Tab");
    for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    await page.keyboard.type("It was fine");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Thank you." }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("each number can be told by its name, and a click chooses it", async () => {
    const { page } = await visit();
    await page.getByRole("radio", { name: "10, Extremely likely" }).check();
    expect(await page.getByRole("group", { name: "How likely is it" }).getByRole("radio").count()).toBe(11);
    expect(await page.getByRole("radio", { checked: true }).getAttribute("value")).toBe("10");
    await page.context().close();
  });

  test("without a script the same form works", async () => {
    const { page } = await visit("", { javaScriptEnabled: false });
    await page.getByRole("radio", { name: "7" }).click();
    await page.getByRole("button", { name: "Send answer" }).click();
    await page.waitForURL(/\/thanks$/);
    await page.context().close();
  });

  test("an answer that cannot be sent stays on the page and goes out later, once", async () => {
    const { page } = await visit();
    await page.getByRole("radio", { name: "5" }).check();
    await page.getByRole("textbox").fill("please keep this");
    await page.context().setOffline(true);
    await page.getByRole("button").click();
    await page.getByText("could not be sent").waitFor();
    expect(await page.getByRole("textbox").inputValue()).toBe("please keep this");
    await page.context().setOffline(false);
    const sent: string[] = [];
    page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
    await page.getByRole("button").evaluate((button: HTMLButtonElement) => [button.click(), button.click()]);
    await page.getByText("has arrived").waitFor();
    expect(sent).toHaveLength(1);
    await page.context().close();
  });

  test("nothing needs sideways scrolling at 320 px, and every number is a large target", async () => {
    const { page } = await visit("", { viewport: { width: 320, height: 640 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    for (const label of await page.locator(".scale label").all()) {
      const box = (await label.boundingBox())!;
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
    }
    await page.context().close();
  });

  test("everything that the page loads is under 15 KB compressed and comes from here", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const loaded: Promise<{ url: string; bytes: number }>[] = [];
    page.on("response", (answer) => loaded.push(answer.body().then((body) => ({ url: answer.url(), bytes: gzipSync(body).length }))));
    await page.goto(address, { waitUntil: "networkidle" });
    const files = await Promise.all(loaded);
    expect(files.map(({ url }) => new URL(url).pathname)).toEqual([new URL(address).pathname, "/s/page.js"]);
    expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(15 * 1024);
    await context.close();
  });

  test.each(Object.keys(surveyTexts))("in %s nothing stands in the way of assistive technology", async (lang) => {
    const { page } = await visit(`?lang=${lang}`, { viewport: { width: 320, height: 640 } });
    expect(await obstacles(page)).toEqual([]);
    await page.context().close();
  });

  test.each(["light", "dark"] as const)("neither does it in the %s, when something is missing, or in the thanks", async (colorScheme) => {
    const { page } = await visit("?customer=1", { colorScheme });
    expect(await obstacles(page)).toEqual([]);
    await page.evaluate(() => document.querySelectorAll("input").forEach((input) => input.removeAttribute("required")));
    await page.getByRole("button").click();
    await page.getByRole("alert").filter({ hasText: /./ }).waitFor();
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe("score");
    expect(await obstacles(page)).toEqual([]);
    await page.getByRole("radio", { name: "3" }).check();
    await page.getByRole("button").click();
    await page.locator("h1[tabindex]").waitFor();
    expect(await obstacles(page)).toEqual([]);
    await page.context().close();
  });
});
