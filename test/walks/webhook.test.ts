import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestProduct } from "../support/product.ts";
import { obstaclesOn } from "../support/axe.ts";
import { findWalker, noteProblems, openOffice, type Office, settle } from "./visitor.ts";

const chromium = findWalker();

describe.skipIf(!chromium)("somebody who connects a tool that nobody knows", () => {
  let product: TestProduct;
  let office: Office;
  let page: Page;
  let problems: string[];
  let secret = "";
  beforeAll(async () => {
    office = await openOffice(chromium!);
    ({ product, page } = office);
    problems = noteProblems(page);
  });
  afterAll(async () => {
    await office?.leave();
  });
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const send = (body: object) =>
    fetch(page.url().replace("/sources/webhook?id=", "/hooks/"), {
      method: "POST",
      headers: { "x-webhook-secret": secret },
      body: JSON.stringify(body),
    });

  test("makes an address and is shown the secret once", async () => {
    await page.goto("/sources");
    await button("Add a source").first().click();
    await page.getByRole("menuitem", { name: "Webhook" }).click();
    await page.getByText("Any other").click();
    await page.getByLabel("What is it?").fill("Kiosk");
    await button("Make the webhook").click();
    await page.getByText("This secret is shown only now").waitFor();
    secret = (await page.locator("code").allTextContents()).find((text) => /^[\w-]{43}$/.test(text))!;
    expect(secret).toBeDefined();
    await page.getByText("Waiting for the first delivery").waitFor();
  });

  test("sees the first delivery arrive, with a guess at its fields, and says what the rest means with the keyboard alone", async () => {
    expect((await send({ kind: "visit", mail_address: "ada@example.com", stars: 4, utterance: "Friendly people" })).status).toBe(200);
    await page.getByRole("heading", { name: "What its fields mean" }).waitFor();
    await page.getByText("mail_address").first().waitFor();
    const say = async (field: RegExp, role: string) => {
      await button(field).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("menuitem", { name: role }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("menu").waitFor({ state: "hidden" });
    };
    expect(await button(/^mail_address,/).textContent()).toContain("E-mail");
    await say(/^utterance,/, "Comment");
    await page.getByText("Satisfaction: 4 · Friendly people").waitFor();
    await page.getByText("1 fact, 0 of no use.").waitFor();
  });

  test("finds nothing that stands in anybody's way, light or dark, wide or narrow", async () => {
    for (const [colorScheme, width] of [
      ["light", 1440],
      ["dark", 390],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      await settle(page);
      expect({ width, obstacles: await obstaclesOn(page) }).toEqual({ width, obstacles: [] });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: "light" });
  });

  test("saves it, takes in what came before, and what comes from then on is a fact at once", async () => {
    await button("Save and use from now on").click();
    await page.getByText("Deliveries become facts by what you said.").waitFor();
    await button("Try all of them again").click();
    await page.getByText("1 taken in, 0 left").waitFor();
    await send({ kind: "visit", mail_address: "bob@example.com", stars: 2, utterance: "Long queue" });
    await page.getByText("1 fact", { exact: true }).waitFor();
    type Feedback = { items: { comment: string }[] };
    const { items } = (await product.api<Feedback>("GET", "/api/feedback")).body;
    expect(items.map(({ comment }) => comment).sort()).toEqual(["Friendly people", "Long queue"]);
  });

  test("changes the secret without losing a delivery, and revokes the webhook in the end", async () => {
    await button("Change the secret").click();
    await button("Make a secret").click();
    await page.getByText("This secret is shown only now").waitFor();
    await page.getByText("The one before").waitFor();
    expect((await send({ kind: "visit", mail_address: "eva@example.com", stars: 5 })).status).toBe(200);
    await button("Revoke").click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("This webhook was revoked").waitFor();
    expect((await send({ kind: "visit" })).status).toBe(401);
    expect(problems).toEqual([]);
  });
});
