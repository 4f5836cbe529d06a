import { chromium, type Browser } from "playwright-core";
import { findChromium as find } from "../../tools/chromium.mjs";

/** Where a Chromium is; `null` when there is none, which is said loudly. */
export function findChromium(): string | null {
  const found = find();
  if (!found && process.env.CI)
    throw new Error("CI needs a Chromium: install Debian's chromium-headless-shell, or name one with RAPPORT_CHROMIUM");
  if (!found) console.warn("SKIPPED: no Chromium was found, so nothing is tested in a browser");
  return found ?? null;
}

let opened: Promise<Browser> | null = null;

/**
 * A real browser without a window, with its own errands over the network switched off: one for all test files of a worker, since starting it
 * costs seconds. It ends with the worker. No page lives for long enough to be worth translating twice, which cost a quarter of the browser's time.
 */
export function openBrowser(executablePath: string): Promise<Browser> {
  const args = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--js-flags=--no-turbofan --no-maglev",
  ];
  const isRoot = process.getuid?.() === 0;
  opened ??= chromium.launch({ executablePath, args: isRoot ? [...args, "--no-sandbox"] : args });
  return opened;
}

/** Closes everything that a test file opened in the browser. */
export async function leaveBrowser(): Promise<void> {
  const browser = await opened;
  await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
}
