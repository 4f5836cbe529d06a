import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { sources } from "../../../src/collect/sources/list.ts";
import type { Company } from "./door.ts";

/** A program that a person copies from the product, with the key and the address in it. */
export function snippetOf(sourceId: string, title: string, { key, url }: Pick<Company, "key" | "url">): string {
  const { code } = sources.find(({ id }) => id === sourceId)!.snippets.find((snippet) => snippet.title === title)!;
  return code.replaceAll("{key}", key).replaceAll("{url}", url);
}

/** A shop's page with a program in it, bundled as shops bundle theirs; the libraries in it come from npm and are not changed. */
export type WebPage = { page: Page; requests: string[]; leave(): Promise<void>; close(): Promise<void> };

export async function openPage(browser: Browser, program: string): Promise<WebPage> {
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
  // Some libraries say nothing in a robot's browser: this one looks like a person's.
  const robot = await browser.newContext();
  const userAgent = await (await robot.newPage()).evaluate(() => navigator.userAgent);
  await robot.close();
  // A library that would send elsewhere is seen doing so, and gets nowhere: nobody listens at this proxy.
  const proxy = { server: "http://127.0.0.1:1", bypass: "127.0.0.1" };
  const context = await browser.newContext({ userAgent: userAgent.replace("HeadlessChrome", "Chrome"), proxy });
  await context.addInitScript(() => Object.defineProperty(navigator, "webdriver", { get: () => false }));
  const page = await context.newPage();
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`http://127.0.0.1:${port}/`);
  return {
    page,
    requests,
    leave: async () => void (await page.goto(`http://127.0.0.1:${port}/elsewhere`)),
    async close() {
      await context.close();
      server.close();
    },
  };
}

async function bundle(program: string): Promise<string> {
  const stdin = { contents: program, resolveDir: import.meta.dirname, loader: "js" as const };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: "iife", platform: "browser", logLevel: "error" });
  return outputFiles[0]!.text;
}
