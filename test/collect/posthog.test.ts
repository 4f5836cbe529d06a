import { describe, expect, test } from "vitest";
import type { Fact, Feedback, Identification, Interaction } from "../../src/model/fact.ts";
import { posthog } from "../../src/collect/sources/posthog/posthog.ts";
import { keepsTheSourceContract } from "./source-contract.ts";

const receivedAt = Date.UTC(2026, 4, 1, 12);
const arrival = { sourceId: "src", receivedAt, currency: "EUR", country: "", isUtf8: true, headers: {}, query: {} };
const read = (body: unknown, query = {}) => posthog.read(body, "batch", { ...arrival, query });
const facts = (event: object): Fact[] => read({ api_key: "k", batch: [{ distinct_id: "42", uuid: "u", ...event }] }).facts;
const one = <T extends Fact>(event: object): T => facts(event)[0] as T;

const visitor = "0199a1c2-7d1e-7000-8000-0123456789ab";

keepsTheSourceContract(posthog, [
  {
    title: "a batch as the Node client sends it",
    call: "batch",
    facts: 3,
    rejections: 1,
    body: {
      api_key: "k",
      batch: [
        {
          distinct_id: "42",
          event: "Order Completed",
          properties: { total: 9.9, $lib: "posthog-node", $lib_version: "5.0.0", $groups: { company: "acme" } },
          timestamp: "2026-04-30T10:00:00.000Z",
          uuid: "node-1",
        },
        { distinct_id: "42", event: "$create_alias", properties: { distinct_id: "42", alias: "old" }, uuid: "node-2" },
        { event: "nobody", properties: {}, uuid: "node-3" },
      ],
      sent_at: "2026-05-01T00:00:00.000Z",
    },
  },
  {
    title: "a list of events as the browser client sends it",
    call: "batch",
    facts: 3,
    rejections: 0,
    body: [
      {
        uuid: "js-1",
        event: "$pageview",
        properties: {
          token: "k",
          distinct_id: visitor,
          $device_id: visitor,
          $is_identified: false,
          $lib: "web",
          title: "Shop",
          $pathname: "/",
        },
        offset: 2999,
      },
      {
        uuid: "js-2",
        event: "$identify",
        properties: { token: "k", distinct_id: "42", $anon_distinct_id: visitor, $device_id: visitor, $is_identified: true },
        $set: { email: "ada@example.com" },
        offset: 1000,
      },
    ],
  },
]);

describe("who an event is of", () => {
  test.each([
    ["a user, where a server says nothing else", { distinct_id: "42" }, ["user:42"]],
    ["a visitor, whose id is the device's", { distinct_id: visitor, properties: { $device_id: visitor } }, [`anonymous:${visitor}`]],
    ["a visitor, who is not identified", { properties: { $is_identified: false, $device_id: "d" } }, ["anonymous:42", "anonymous:d"]],
    ["a visitor, for whom no profile is wanted", { properties: { $process_person_profile: false } }, ["anonymous:42"]],
    ["the same, by the newer option", { options: { process_person_profile: false } }, ["anonymous:42"]],
    ["a user with a device", { properties: { $is_identified: true, $device_id: visitor } }, ["user:42", `anonymous:${visitor}`]],
    ["both, where a server repeats what may be a visitor's id", { distinct_id: visitor }, [`user:${visitor}`, `anonymous:${visitor}`]],
    ["nobody, where the name names nobody", { distinct_id: "undefined" }, []],
    ["nobody, where all visitors without cookies share a name", { distinct_id: "$posthog_cookieless" }, []],
  ])("%s", (_, event, identities) => expect(one({ event: "x", ...event }).identities).toEqual(identities));
});

test("an identification joins the user, the visitor before it, and what a server said under the visitor's id", () => {
  const [identify, once, alias, ...others] = facts({
    event: "$identify",
    properties: { $anon_distinct_id: visitor, $device_id: visitor },
    $set: { email: "Ada@Example.com", plan: "pro" },
    $set_once: { first: "ad" },
  }) as Identification[];
  const identities = ["user:42", "email:ada@example.com", `anonymous:${visitor}`];
  expect(identify).toMatchObject({ kind: "identify", messageId: "u", traits: { email: "Ada@Example.com", plan: "pro" }, identities });
  expect(once).toMatchObject({ kind: "set_once", messageId: "u/once", isFurther: true, traits: { first: "ad" } });
  expect(alias).toMatchObject({ kind: "alias", messageId: "u/alias", isFurther: true, previous: `user:${visitor}` });
  expect(others).toEqual([]);
});

test("a second name of a user is an alias, and a visitor who is given a name is that user", () => {
  expect(one({ event: "$create_alias", properties: { alias: "old" } })).toMatchObject({
    kind: "alias",
    identities: ["user:42"],
    previous: "user:old",
  });
  const ofVisitor = { distinct_id: visitor, event: "$create_alias", properties: { alias: "42", $device_id: visitor } };
  expect(one(ofVisitor)).toMatchObject({ identities: ["user:42", `anonymous:${visitor}`], previous: `user:${visitor}` });
});

test("what an event says of its person and groups is kept beside it, and counts with it as one message", () => {
  const told = facts({
    event: "Plan Changed",
    properties: {
      plan: "pro",
      $set: { plan: "pro" },
      $set_once: { since: 2026 },
      $unset: ["trial"],
      $groups: { company: "acme", team: 7 },
    },
  });
  expect(told.map(({ messageId, isFurther }) => [messageId, isFurther === true])).toEqual([
    ["u", false],
    ["u/set", true],
    ["u/once", true],
    ["u/group:company", true],
    ["u/group:team", true],
  ]);
  expect(told[0]).toMatchObject({ fact: "interaction", name: "Plan Changed", properties: { plan: "pro" } });
  expect(told[1]).toMatchObject({ kind: "set", traits: { plan: "pro", trial: null } });
  expect(told[3]).toMatchObject({ kind: "group", groupId: "acme", traits: { company: "acme" }, identities: ["user:42"] });
  expect(told[4]).toMatchObject({ groupId: "7" });
});

test("a group's traits are of whoever says them, and of nobody where only the group is named", () => {
  const properties = { $group_type: "company", $group_key: "acme", $group_set: { size: 12 } };
  const said = { kind: "group", groupId: "acme", traits: { company: "acme", size: 12 } };
  expect(one({ event: "$groupidentify", properties })).toMatchObject({ ...said, identities: ["user:42"] });
  expect(one({ event: "$groupidentify", distinct_id: "$company_acme", properties })).toMatchObject({ ...said, identities: [] });
  const made = { event: "$groupidentify", distinct_id: "c6dfa372-a570-4aa4-850a-a14701549e60" };
  expect(one({ ...made, properties: { ...properties, $lib: "posthog-python" } })).toMatchObject({ ...said, identities: [] });
  expect(one({ ...made, properties: { ...properties, $lib: "posthog-node" } }).identities).toContain(`user:${made.distinct_id}`);
});

test.each(["$set_once", "$unset"])("%s says something of a person, and is nothing that happened", (event) => {
  const told = facts({ event, properties: event === "$unset" ? { $unset: ["plan"] } : { $set_once: { first: "ad" } } });
  expect(told.map(({ fact }) => fact)).toEqual(["identification"]);
});

test("pages, screens and clicks are what they are, under their own names", () => {
  const page = one<Interaction>({
    event: "$pageview",
    properties: { title: "Shop", $pathname: "/shop", $current_url: "https://a.example/shop" },
  });
  expect(page).toMatchObject({ kind: "page", name: "Shop", channel: "web", properties: { path: "/shop", url: "https://a.example/shop" } });
  const screen = one<Interaction>({ event: "$screen", properties: { $screen_name: "Basket", $lib: "posthog-ios" } });
  expect(screen).toMatchObject({ kind: "screen", name: "Basket", channel: "app" });
  const click = one<Interaction>({
    event: "$autocapture",
    properties: { $event_type: "click", $el_text: "Buy", $lib: "web", $ip: "1.2.3.4", $raw_user_agent: "B" },
  });
  expect(click).toMatchObject({ kind: "track", name: "$autocapture", touchpoint: "Element Clicked", properties: {} });
  expect(click.context).toEqual({
    library: { name: "web", version: undefined },
    userAgent: "B",
    ip: "1.2.3.4",
    posthog: { $event_type: "click", $el_text: "Buy" },
  });
  expect(one<Interaction>({ event: "Order Completed", properties: { total: 5 } })).toMatchObject({ revenueMinor: 500 });
});

describe("when it happened", () => {
  const at = (event: object, body: object = {}, query = {}) =>
    read({ ...body, batch: [{ event: "x", distinct_id: "1", uuid: "u", ...event }] }, query).facts[0]!.timestamp - receivedAt;
  test.each([
    ["is corrected by the time of sending", { timestamp: "2020-01-01T00:00:00Z" }, { sent_at: "2020-01-01T00:00:05Z" }, {}, -5000],
    ["also where that stands in the address", { timestamp: 1577836800000 }, {}, { sent_at: "1577836805000" }, -5000],
    [
      "also where it is the newer clients' time of making",
      { timestamp: "2020-01-01T00:00:00Z" },
      { created_at: "2020-01-01T00:00:05Z" },
      {},
      -5000,
    ],
    [
      "is as said, where the clock is to be trusted",
      { timestamp: receivedAt - 9000, properties: { $ignore_sent_at: true } },
      { sent_at: "2020-01-01T00:00:00Z" },
      {},
      -9000,
    ],
    ["is so long ago as the client counted", { offset: 3000 }, {}, {}, -3000],
    ["is when it came, where nothing is said", {}, {}, {}, 0],
  ])("%s", (_, event, body, query, expected) => expect(at(event, body, query)).toBe(expected));
});

test("an answer to a survey that says it asks for recommendation is feedback, any other is something that happened", () => {
  const properties = { $survey_id: "s", $survey_name: "Net promoter score (NPS)", $survey_completed: true };
  const answers = [
    { id: "a", response: 3 },
    { id: "b", response: "Too slow" },
  ];
  const sent = (more: object) => one<Feedback>({ event: "survey sent", properties: { ...properties, ...more } });
  expect(sent({ $survey_questions: answers })).toMatchObject({
    fact: "feedback",
    question: "recommend",
    score: 3,
    comment: "Too slow",
    surveyId: "s",
  });
  expect(sent({ $survey_response: "10", $survey_response_1: "Fine" })).toMatchObject({ score: 10, comment: "Fine" });
  expect(sent({ $survey_response_x: 0 })).toMatchObject({ score: 0, comment: "" });
  for (const more of [
    { $survey_response: 11 },
    { $survey_response: 3, $survey_name: "Mood" },
    { $survey_response: 3, $survey_completed: false },
    {},
  ])
    expect(sent(more).fact).toBe("interaction");
});

test("an answer or a word about consent is what its name says", () => {
  expect(one({ event: "NPS Answered", properties: { score: 3 } })).toMatchObject({ fact: "feedback", question: "recommend", score: 3 });
  expect(one({ event: "Consent Withdrawn", properties: { purpose: "ads" } })).toMatchObject({ fact: "identification", kind: "consent" });
  expect(read({ api_key: "k", batch: [{ event: "NPS Answered", distinct_id: "1", properties: { score: 11 } }] }).rejections).toMatchObject([
    { code: "score_off_scale" },
  ]);
});

test("the key is found wherever clients put it, is not kept, and an event of another key is set aside", () => {
  const keyIn = (body: unknown) => posthog.keyIn!({ headers: {}, query: {}, params: {}, body });
  for (const body of [
    { api_key: "k" },
    { token: "k" },
    { event: "x", properties: { token: "k" } },
    [{ properties: { token: "k" } }],
    [{ api_key: "k" }],
  ])
    expect(keyIn(body)).toBe("k");
  const event = (token: string) => ({ event: "x", uuid: token, properties: { distinct_id: "1", token } });
  const { facts: kept, rejections } = read([event("k"), event("other")]);
  expect((kept[0] as Interaction).properties).toEqual({});
  expect(rejections).toMatchObject([{ index: 1, code: "key_conflict" }]);
  const [own] = read({ api_key: "k", batch: [event("mine")] }).facts;
  expect((own as Interaction).properties).toEqual({ token: "mine" });
});

test("a newer client is told what became of each event", () => {
  const body = {
    batch: [
      { event: "x", distinct_id: "1", uuid: "good" },
      { event: "", distinct_id: "1", uuid: "bad" },
    ],
  };
  const { body: said } = posthog.answer!("results", posthog.read(body, "results", arrival), { body, query: {}, receivedAt })!;
  expect(said).toEqual({ results: { good: { result: "ok" }, bad: { result: "drop", details: "Give `event`, the event's name." } } });
});

test("what is set aside can be read again on its own, with the time of sending that its batch said", () => {
  const { rejections } = read({
    sent_at: "2020-01-01T00:00:05Z",
    batch: [{ distinct_id: "1", uuid: "u", timestamp: "2020-01-01T00:00:00Z" }],
  });
  const mended = { ...(rejections[0]!.item as object), event: "x" };
  expect(read({ batch: [mended] }).facts).toMatchObject([{ name: "x", timestamp: receivedAt - 5000 }]);
});
