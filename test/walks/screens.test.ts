import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { screens } from "../../src/show/console/screens.ts";
import { obstaclesOn } from "../support/axe.ts";
import { findWalker, noteProblems, openTown, settle, turnTo, type Town } from "./visitor.ts";

const chromium = findWalker();
const paths = screens.flatMap(({ path, pages = [] }) => [path, ...pages.map((page) => page.path)]);

describe.skipIf(!chromium)("every screen, with the sample company behind it", () => {
  let town: Town;
  const ids = new Map<string, string>();
  beforeAll(async () => {
    town = await openTown(chromium!);
    const page = await town.open();
    for (const list of ["customers", "cases", "initiatives"]) {
      const answer = await page.request.get(`/api/${list}`);
      const [first] = ((await answer.json()) as { items: { id: string }[] }).items;
      ids.set(list, first!.id);
    }
    const { sources } = (await (await page.request.get("/api/sources")).json()) as { sources: { id: string }[] };
    ids.set("sources", sources[0]!.id);
    await page.context().close();
  });
  afterAll(() => town.leave());
  /** The address of a screen; `$id` becomes the first of its list. */
  const addressOf = (path: string) => path.replace("$id", ids.get(path.split("/")[1]!) ?? "");

  /** What is wrong with how a page stands there now. */
  async function look(page: Page): Promise<Record<string, number>> {
    await settle(page);
    return page.evaluate(() => ({
      titles: document.querySelectorAll("h1").length,
      over: Math.max(0, document.documentElement.scrollWidth - window.innerWidth),
    }));
  }

  test("open on a desk and on a phone without a complaint, with one title, and need no sideways scrolling", async () => {
    expect(paths.length).toBeGreaterThan(12);
    const page = await town.open();
    const problems = noteProblems(page);
    for (const [index, path] of paths.entries()) {
      // Each is opened at one width and changed to the other: the next at the other one first. The first two are loaded, the rest followed as links are.
      const widths = index % 2 ? [390, 1440] : [1440, 390];
      for (const width of widths) {
        await page.setViewportSize({ width, height: 844 });
        if (width === widths[0]) await (index < 2 ? page.goto(addressOf(path)) : turnTo(page, addressOf(path)));
        expect({ path, width, problems, ...(await look(page)) }).toEqual({ path, width, problems: [], titles: 1, over: 0 });
      }
    }
    await page.context().close();
  });

  test("stand in nobody's way, in the light and in the dark", async () => {
    const page = await town.open();
    for (const path of ["/", "/feedback", "/cases", "/sources"]) {
      await (path === "/" ? page.goto(path) : turnTo(page, path));
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
        await settle(page);
        // The same page in other colours: in the dark only they can be wrong.
        const found = await obstaclesOn(page, scheme === "light" ? {} : { rules: ["color-contrast"] });
        const said = found.filter(({ isGrave }) => isGrave).map(({ says }) => says);
        expect({ path, scheme, said }).toEqual({ path, scheme, said: [] });
      }
    }
    await page.context().close();
  });
});
