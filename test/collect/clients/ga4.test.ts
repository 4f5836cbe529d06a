import { expect, test } from "vitest";
import { useDoor } from "./door.ts";
import { snippetOf } from "./web-page.ts";

const door = useDoor();

// There is no client of its makers: these are requests as their documentation shows them.
async function post(address: string, body: unknown, secret = door.company.key) {
  const url = `${door.company.url}${address}?measurement_id=G-ABC&api_secret=${secret}`;
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  return [response.status, await response.text()];
}

test("requests as shops' servers send them are kept whole, and make one customer of a visitor and a user", async () => {
  const visitor = { client_id: "1.2" };
  expect(await post("/mp/collect", { ...visitor, events: [{ name: "view_item", params: { items: [{ item_id: "a" }] } }] })).toEqual([
    204,
    "",
  ]);
  const user = { ...visitor, user_id: "42", user_properties: { tier: { value: "gold" } } };
  const params = { value: 49.9, currency: "EUR", transaction_id: "7" };
  expect(await post("/mp/collect/", { ...user, events: [{ name: "purchase", params }, { name: "share" }, {}] })).toEqual([204, ""]);
  expect((await door.company.timelines()).map((names) => [...names].sort())).toEqual([["purchase", "share", "view_item"]]);
  expect(await door.company.traits()).toEqual([{ tier: "gold" }]);
  expect(await door.company.outcomes()).toEqual({ stored: 3, "set_aside:no_event": 1 });
});

test("the debug address keeps nothing and says what is wrong, and a wrong secret is no secret", async () => {
  const [status, text] = await post("/debug/mp/collect", { events: [{ name: "a b" }] });
  const { validationMessages } = JSON.parse(text as string) as { validationMessages: { validationCode: string }[] };
  expect([status, validationMessages.map(({ validationCode }) => validationCode)]).toEqual([200, ["VALUE_REQUIRED", "NAME_INVALID"]]);
  expect((await post("/mp/collect", { client_id: "1", events: [{ name: "a" }] }, "wk_other"))[0]).toBe(401);
  expect(await door.company.outcomes()).toEqual({});
});

test("the command that is copied from the product says what it should", () => {
  const [, json = ""] = /-d '(.*)'/.exec(snippetOf("ga4", "curl", door.company)) ?? [];
  expect(JSON.parse(json)).toMatchObject({ user_id: "customer-1", events: [{ name: "purchase" }] });
});
