import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestProduct } from "../support/product.ts";
import { obstaclesOn } from "../support/axe.ts";
import { findWalker, openOffice, type Office, settle } from "./visitor.ts";

const chromium = findWalker();

describe.skipIf(!chromium)("somebody whose sources are not well", () => {
  let product: TestProduct;
  let office: Office;
  let page: Page;
  let workspace: string;
  let till: string;
  beforeAll(async () => {
    office = await openOffice(chromium!);
    ({ product, page } = office);
    workspace = (await product.api<{ workspace: { id: string } }>("GET", "/api/state")).body.workspace.id;
    till = (await product.api<{ id: string }>("POST", "/api/keys", { name: "Till", origins: [] })).body.id;
  });
  afterAll(async () => {
    await office?.leave();
  });

  /** Tells the accounts that something became of messages of the till, so many hours ago. */
  const tally = (hoursAgo: number, outcome: string, n: number) =>
    product.product.store.events.client.command({
      query: `INSERT INTO tallies (workspace_id, source_id, hour, outcome, n, last_at)
        VALUES ('${workspace}', '${till}', toStartOfHour(now() - INTERVAL ${hoursAgo} HOUR), '${outcome}', ${n}, now64(3) - INTERVAL ${hoursAgo} HOUR)`,
    });
  const grave = async () => (await obstaclesOn(page)).filter(({ isGrave }) => isGrave);

  test("is told of a silence that is unusual, on Pulse and on Sources", async () => {
    for (let hour = 40; hour > 28; hour--) for (const outcome of ["received", "known"]) await tally(hour, outcome, 4);
    const { key } = (await product.api<{ key: string }>("POST", "/api/keys", { name: "Web shop", origins: [] })).body;
    await product.api("POST", "/v1/track", { userId: "1", event: "Order Completed" }, { authorization: `Basic ${btoa(`${key}:`)}` });
    for (const path of ["/", "/sources"]) {
      await page.goto(path);
      await page.getByText("silent for 29 hrs").waitFor();
      await page.getByText("its longest pause is usually 1 hr").waitFor();
      expect(await grave()).toEqual([]);
    }
    expect(await page.getByRole("table", { name: "Sources" }).getByRole("link").allTextContents()).toEqual(["Till", "Web shop"]);
  });

  test("is told on every screen when the accounts do not add up, and by how much on Sources", async () => {
    await tally(30, "received", 1);
    await tally(30, "stored", 3);
    await product.api("POST", "/api/accounts/check", {});
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto("/");
      await page.getByRole("link", { name: "Sources The accounts do not add up" }).waitFor();
      await page.getByRole("main").getByRole("link", { name: "The accounts do not add up" }).click();
      const banner = page.getByRole("alert");
      await banner.getByText("Till: 2 messages more were dealt with than arrived").waitFor();
      await banner.getByText("Till: 3 facts that were acknowledged are not in the store").waitFor();
      await settle(page);
      expect(await page.locator("[data-sign]").first().locator("xpath=following-sibling::*[1]").getAttribute("data-sign")).toBe("≠");
      expect(await grave()).toEqual([]);
    }
  });
});
