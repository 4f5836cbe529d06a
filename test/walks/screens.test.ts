import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { screens } from "../../src/show/console/screens.ts";
import { findWalker, noteProblems, openTown, settle, type Town } from "./visitor.ts";

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

  test.each([1440, 390])("opens at %i px without a complaint, with one title, and needs no sideways scrolling", async (width) => {
    expect(paths.length).toBeGreaterThan(12);
    const page = await town.open({ viewport: { width, height: 844 } });
    const problems = noteProblems(page);
    for (const path of paths) {
      await page.goto(addressOf(path));
      await settle(page);
      const found = await page.evaluate(() => ({
        titles: document.querySelectorAll("h1").length,
        over: Math.max(0, document.documentElement.scrollWidth - window.innerWidth),
      }));
      expect({ path, width, problems, ...found }).toEqual({ path, width, problems: [], titles: 1, over: 0 });
    }
    await page.context().close();
  });

  test.each(["light", "dark"] as const)("stands in nobody's way in the %s", async (colorScheme) => {
    const page = await town.open({ colorScheme });
    for (const path of ["/", "/feedback", "/cases", "/sources"]) {
      await page.goto(path);
      await settle(page);
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
      const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(
        grave.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(" ")}`),
      ).toEqual([]);
    }
    await page.context().close();
  });
});
