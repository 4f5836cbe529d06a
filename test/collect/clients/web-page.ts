import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { sources } from "../../../src/collect/sources/list.ts";
import { findChromium, leaveBrowser, openBrowser } from "../../support/browser.ts";
import type { Company } from "./door.ts";

/** A program that a person copies from the product, with the key and the address in it. */
export function snippetOf(sourceId: string, title: string, { key, url }: Pick<Company, "key" | "url">): string {
  const { code } = sources.find(({ id }) => id === sourceId)!.snippets.find((snippet) => snippet.title === title)!;
  return code.replaceAll("{key}", key).replaceAll("{url}", url);
}

/**
 * A shop's page with a program in it, bundled as shops bundle theirs; the libraries in it come from npm and are not changed.
 * `strangers` are the addresses beyond this machine that it asked for.
 */
export type WebPage = { page: Page; strangers(): string[]; leave(): Promise<void>; close(): Promise<void> };

/** A browser for the tests of one file, in which each page is closed behind its test; `chromium` is `null` where a machine has none. */
export function useWeb(): { chromium: string | null; open(program: string): Promise<WebPage> } {
  const chromium = findChromium();
  let browser: Browser;
  let userAgent: string;
  let opened: WebPage[] = [];
  beforeAll(async () => {
    if (!chromium) return;
    browser = await openBrowser(chromium);
    userAgent = await personsAgent(browser);
  });
  afterAll(leaveBrowser);
  afterEach(async () => {
    await Promise.all(opened.map((page) => page.close()));
    opened = [];
  });
  return {
    chromium,
    async open(program) {
      const page = await openPage(browser, userAgent, program);
      opened.push(page);
      return page;
    },
  };
}

async function openPage(browser: Browser, userAgent: string, program: string): Promise<WebPage> {
  const script = program.startsWith("<script>") ? program.replace(/<\/?script>/g, "") : await bundle(program);
  const server = createServer((request, response) => {
    const isScript = request.url === "/program.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.end(
      isScript ? script : `<!doctype html><title>Shop</title><body>${request.url === "/" ? '<script src="/program.js"></script>' : ""}`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  // A library that would send elsewhere is seen doing so, and gets nowhere: nobody listens at this proxy.
  const proxy = { server: "http://127.0.0.1:1", bypass: "127.0.0.1" };
  const context = await browser.newContext({ userAgent, proxy });
  await context.addInitScript(() => {
    Object.defineProperty(navigator, "webdriver", { get: () => false });
    Object.defineProperty(navigator, "userAgentData", { get: () => undefined });
  });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`http://127.0.0.1:${port}/`);
  return {
    page,
    strangers: () => requests.filter((url) => !/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(url)),
    leave: async () => void (await page.goto(`http://127.0.0.1:${port}/elsewhere`)),
    async close() {
      await context.close();
      server.close();
    },
  };
}

/** What the browser calls itself when a person sits before it: some libraries say nothing in a robot's. */
async function personsAgent(browser: Browser): Promise<string> {
  const robot = await browser.newContext();
  const said = await (await robot.newPage()).evaluate(() => navigator.userAgent);
  await robot.close();
  return said.replace("HeadlessChrome", "Chrome");
}

async function bundle(program: string): Promise<string> {
  const stdin = { contents: program, resolveDir: import.meta.dirname, loader: "js" as const };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: "iife", platform: "browser", logLevel: "error" });
  return outputFiles[0]!.text;
}
