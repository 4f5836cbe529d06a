import { existsSync } from "node:fs";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { findChromium, leaveBrowser, openBrowser } from "../support/browser.ts";
import { owner, startTestProduct, type TestProduct } from "../support/product.ts";
import { startTown } from "../support/town.ts";

/** The console that the product serves; built by `npm test`, or by `node tools/build.mjs`. */
const built = new URL("../../dist/console/index.html", import.meta.url);

/** Where a Chromium is, `null` without one. @throws when the console was not built, because a walk would find nothing. */
export function findWalker(): string | null {
  const found = findChromium();
  if (found && !existsSync(built)) throw new Error("The console is not built: run `node tools/build.mjs` first");
  return found;
}

/** A product with a small sample company, and a browser in which the owner is signed in and stands in that company. */
export type Town = { product: TestProduct; open: (options?: BrowserContextOptions) => Promise<Page>; leave: () => Promise<void> };

export async function openTown(chromium: string): Promise<Town> {
  const [product, browser] = await Promise.all([startTown(), openBrowser(chromium)]);
  const cookies = await signIn(browser, product);
  return {
    product,
    async open(options) {
      const context = await openContext(browser, product.url, options);
      await context.addCookies(cookies);
      return context.newPage();
    },
    async leave() {
      await leaveBrowser();
      await product.stop();
    },
  };
}

/** A product without any facts, and a page on which its owner is signed in. */
export type Office = { product: TestProduct; page: Page; leave: () => Promise<void> };

export async function openOffice(chromium: string, options?: BrowserContextOptions): Promise<Office> {
  const [product, browser] = await Promise.all([startTestProduct(), openBrowser(chromium)]);
  const context = await openContext(browser, product.url, options);
  await context.request.post("/api/sign-in", { data: owner, headers: { "x-rapport": "1" } });
  return {
    product,
    page: await context.newPage(),
    async leave() {
      await leaveBrowser();
      await product.stop();
    },
  };
}

/** A window on our own address; `page.goto("/cases")` is enough. */
export function openContext(browser: Browser, baseURL: string, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const viewport = { width: 1440, height: 900 };
  return browser.newContext({ baseURL, viewport, locale: "en-GB", timezoneId: owner.timezone, reducedMotion: "reduce", ...options });
}

/** Goes to another page as a link does, without loading the console anew; resolves when the page has given its name to the window. */
export async function turnTo(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    document.title = "";
    history.pushState({}, "", to);
  }, address);
  await page.waitForFunction(() => document.title !== "");
}

/** Waits until the screen has its title and nothing on it is still loading or fading. */
export async function settle(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  await page.waitForFunction(
    () => {
      const isLoading = document.querySelector("[aria-busy=true], .mantine-Skeleton-root") !== null;
      return !isLoading && !document.getAnimations().some((animation) => animation instanceof CSSTransition);
    },
    null,
    { polling: 100 },
  );
}

/** Everything that goes wrong on a page from now on: thrown errors, refused requests, complaints of the browser. */
export function noteProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`thrown: ${error.message}`));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && problems.push(`console: ${message.text()}`));
  page.on("response", (answer) => answer.status() >= 400 && problems.push(`${answer.status()}: ${answer.url()}`));
  return problems;
}

async function signIn(browser: Browser, product: TestProduct) {
  const context = await openContext(browser, product.url, { extraHTTPHeaders: { "x-rapport": "1" } });
  await context.request.post("/api/sign-in", { data: { email: owner.email, password: owner.password } });
  await context.request.post("/api/sample", { data: {} });
  const { cookies } = await context.storageState();
  await context.close();
  return cookies;
}
