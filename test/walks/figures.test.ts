import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findWalker, openTown, settle, type Town } from "./visitor.ts";

const chromium = findWalker();

/** The number that a figure says of itself: "… n 1,234" or "1,234 of 5,678". */
const saidBy = (text: string) => numberIn(/n\s([\d,]+)\s*$/.exec(text)?.[1] ?? /([\d,]+) of [\d,]+\s*$/.exec(text)?.[1] ?? "");
const numberIn = (text: string) => Number(text.replace(/\D/g, "") || NaN);

describe.skipIf(!chromium)("the rows behind a figure", () => {
  let town: Town;
  let page: Page;
  let walked = 0;
  beforeAll(async () => {
    town = await openTown(chromium!);
    page = await town.open();
  });
  afterAll(() => town.leave());

  async function visit(address: string): Promise<void> {
    await page.goto(address);
    await settle(page);
  }

  /** Presses a figure, reads the exact count over its rows, and goes Back, which must close them. */
  async function countBehind(figure: Locator): Promise<number> {
    await figure.click();
    const drawer = page.getByRole("dialog");
    const count = drawer.locator("b", { hasText: /^[\d,]+ (answer|time)s?$/ }).first();
    const none = drawer.getByText("No rows here");
    await count.or(none).waitFor();
    const rows = (await none.isVisible()) ? 0 : numberIn(await count.innerText());
    await page.goBack();
    await drawer.waitFor({ state: "hidden" });
    walked++;
    return rows;
  }

  /** Walks the figures that the locator finds, of which there are at least so many; of many some, from the first to the last. */
  async function walk(figures: Locator, fewest: number, most = 5): Promise<void> {
    await figures.first().waitFor();
    const all = await figures.all();
    expect(all.length).toBeGreaterThanOrEqual(fewest);
    const step = Math.max(1, (all.length - 1) / (most - 1));
    for (let at = 0; at < all.length; at += step) {
      const figure = all[Math.round(at)]!;
      const text = (await figure.innerText()).replace(/\s+/g, " ");
      expect({ text, rows: await countBehind(figure) }).toEqual({ text, rows: saidBy(text) });
    }
  }
  const panel = (title: string) => page.locator("section").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
  const withN = (place: Locator) => place.getByRole("button").filter({ hasText: /n\s?[\d,]+$/ });

  test("are as many as it says on Pulse", async () => {
    await visit("/?last=90");
    await walk(withN(page.locator("article")), 3);
    await walk(withN(panel("What changed")), 1);
    await walk(withN(panel("The journey")), 1);
    await walk(withN(panel("The score by part")), 1);
    await walk(panel("The answers").getByRole("button"), 5);
    await page.getByText("Table", { exact: true }).first().click();
    await walk(withN(page.locator("figure table")), 3);
  });

  test("are as many as it says on another score and another period", async () => {
    await visit("/?metric=csat&last=60&by=touchpoint");
    await walk(withN(panel("The score by part")), 1);
    await walk(withN(panel("The journey")), 1);
    await walk(panel("The answers").getByRole("button"), 3);
  });

  test("are as many as it says on the map and among the variants", async () => {
    await visit("/journeys?last=365");
    await walk(withN(panel("Stages and touchpoints").locator("ol")), 1);
    await visit("/journeys?view=variants&last=90");
    await walk(panel("Whole journeys").getByRole("button"), 5);
  });

  test("are as many as it says on an arrow and on a step of the paths", async () => {
    await visit("/journeys?view=paths&last=90");
    await page.getByText("Table", { exact: true }).click();
    const arrows = page.getByRole("table").locator("tbody tr");
    await arrows.first().waitFor();
    for (const arrow of (await arrows.all()).slice(0, 4)) {
      const [from = "", to = "", times = ""] = await arrow.getByRole("cell").allInnerTexts();
      await arrow.click();
      const rows = await countBehind(page.getByRole("button", { name: "Show the rows" }));
      expect({ from, to, rows }).toEqual({ from, to, rows: numberIn(times) });
    }
    const steps = new Set(await arrows.getByRole("cell").nth(0).allInnerTexts());
    for (const row of (await arrows.all()).slice(0, 6)) steps.add((await row.getByRole("cell").first().innerText()).trim());
    for (const step of [...steps].slice(0, 2)) {
      await visit(`/journeys?view=paths&last=90&step=${encodeURIComponent(step)}`);
      const card = page.getByRole("region", { name: step, exact: true });
      const said = numberIn(await card.locator("dd").first().innerText());
      expect({ step, rows: await countBehind(card.getByRole("button", { name: "Show the rows" })) }).toEqual({ step, rows: said });
    }
  });

  test("were walked often enough for this to mean something", () => expect(walked).toBeGreaterThanOrEqual(40));
});
