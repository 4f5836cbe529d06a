import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { owner } from "../support/product.ts";
import { findWalker, noteProblems, openTown, settle, type Town } from "./visitor.ts";

const chromium = findWalker();

/** Whatever the hour, somebody has just answered badly and nobody has taken the case. */
async function answerBadly({ product }: Town): Promise<void> {
  const { key } = (await product.api<{ key: string }>("POST", "/api/keys", { name: "Shop" })).body;
  const answered = {
    userId: "unhappy",
    event: "NPS Answered",
    properties: { score: 1, comment: "Nothing worked.", touchpoint: "Checkout" },
  };
  const { status } = await fetch(`${product.url}/v1/track`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(answered),
  });
  expect(status).toBe(200);
  await product.product.collect.follower.caughtUp();
}

describe.skipIf(!chromium)("somebody who helps customers with the keyboard alone", () => {
  let town: Town;
  let page: Page;
  beforeAll(async () => {
    town = await openTown(chromium!);
    await answerBadly(town);
    page = await town.open();
  });
  afterAll(() => town.leave());
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const state = () => page.locator("header [data-state]").getAttribute("data-state");
  const dialogGone = () => page.getByRole("dialog").waitFor({ state: "detached" });

  test("takes the first case that nobody has, contacts its customer and resolves it with its cause", async () => {
    const problems = noteProblems(page);
    await page.goto("/");
    await settle(page);
    await press("g", "s");
    await page.getByRole("heading", { level: 1, name: "Cases" }).waitFor();
    await page.locator("[data-row]").first().waitFor();
    const rows = await page.locator("[data-row]").all();
    const free = await Promise.all(
      rows.map(async (row) => (await row.getByTitle("nobody yet").count()) > 0 && (await row.locator("[data-state=new]").count()) > 0),
    );
    const first = free.indexOf(true);
    expect(first).toBeGreaterThanOrEqual(0);
    await press(...Array.from({ length: first + 1 }, () => "j"), "Enter");
    await page.getByRole("heading", { level: 1, name: /^Case #\d+$/ }).waitFor();
    expect(await state()).toBe("new");

    await press("t");
    await page.locator("dd").getByText(owner.name, { exact: true }).waitFor();

    await press("c");
    await page.getByRole("dialog").getByRole("textbox", { name: "What was said?" }).waitFor();
    await page.keyboard.type("We called and said sorry.");
    await press("Control+Enter");
    await dialogGone();
    expect(await state()).toBe("contacted");

    await press("r");
    const cause = page.getByRole("dialog").getByLabel("Cause").first();
    await cause.waitFor();
    await press("ArrowDown", "ArrowDown", "Enter");
    const chosen = await cause.inputValue();
    expect(chosen).not.toBe("");
    await press("Tab");
    await page.keyboard.type("The parcel was sent again.");
    await press("Control+Enter");
    await dialogGone();

    expect(await state()).toBe("resolved");
    expect(await page.locator("dd").getByText(chosen).count()).toBe(1);
    const done = await page.locator("main").innerText();
    expect(done).toContain("We called and said sorry.");
    expect(done).toContain("The parcel was sent again.");
    await page.reload();
    await settle(page);
    expect(await state()).toBe("resolved");
    expect(problems).toEqual([]);
  });
});
