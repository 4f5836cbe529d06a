import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineOf } from "../../src/collect/intake/line.ts";
import { cloudevents } from "../../src/collect/sources/cloudevents/cloudevents.ts";
import { ga4 } from "../../src/collect/sources/ga4/ga4.ts";
import { posthog } from "../../src/collect/sources/posthog/posthog.ts";
import { snowplow } from "../../src/collect/sources/snowplow/snowplow.ts";
import type { Arrival, Source } from "../../src/collect/sources/source.ts";

const arrival: Arrival = {
  sourceId: "src",
  receivedAt: Date.UTC(2026, 4, 1),
  currency: "EUR",
  country: "",
  isUtf8: true,
  headers: {},
  query: {},
};

const packed = (value: unknown) => Buffer.from(JSON.stringify(value) ?? "").toString("base64url");
const schemas =
  "iglu:com.acme/order_completed/jsonschema/1-0-0 iglu:a/snowplow_ecommerce_action/jsonschema/1-0-0 iglu:b/screen_view/jsonschema/1-0-0";

/** Fields that a protocol looks at, values that mean something to it, and a request around one item. */
const protocols: [Source, string, unknown[], (item: unknown) => [call: string, body: unknown]][] = [
  [
    posthog,
    "event distinct_id properties $set $set_once $unset uuid timestamp offset sent_at options token",
    [
      "$identify",
      "$create_alias",
      "$groupidentify",
      "$set",
      "$pageview",
      "$screen",
      "$autocapture",
      "survey sent",
      "constructor",
      "42",
      { $groups: { company: 7 } },
      { alias: "x", $group_key: "g", $device_id: "d" },
      { $survey_name: "NPS", $survey_response: 3 },
    ],
    (item) => ["batch", { batch: [item] }],
  ],
  [
    snowplow,
    "e uid duid eid dtm stm ttm ue_pr ue_px co cx se_ca se_ac tr_tt p url aid",
    [
      "pv",
      "pp",
      "se",
      "ue",
      "tr",
      "ti",
      "constructor",
      "1777629600000",
      ...schemas.split(" ").flatMap((schema) => {
        const event = { schema: "x", data: { schema, data: { type: "constructor" } } };
        return [JSON.stringify(event), packed(event), packed({ data: [event.data] })];
      }),
    ],
    (item) => ["keyed post", { data: [item] }],
  ],
  [
    cloudevents,
    "specversion id source type subject time data data_base64 userid",
    ["1.0", "NPS Answered", "constructor", { score: 3 }, { userId: "1" }],
    (item) => ["events", [item]],
  ],
  [
    ga4,
    "name params timestamp_micros",
    ["purchase", "page_view", "screen_view", "constructor", { value: 5, currency: "USD" }, { value: "x", currency: {} }],
    (item) => ["collect", { client_id: "1", user_properties: { a: item }, events: [item] }],
  ],
];

describe("whatever stands in an item, it is one message or one rejection, and can be stored", () => {
  test.each(protocols.map((protocol) => [protocol[0].id, protocol] as const))("%s", (_, [source, fields, words, around]) => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(...words));
    const item = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...fields.split(" "), "constructor"), value));
    fc.assert(
      fc.property(item, (said) => {
        const [call, body] = around(said);
        const { facts, rejections } = source.read(body, call, arrival);
        expect(facts.filter(({ isFurther }) => !isFurther).length + rejections.length).toBe(1);
        for (const fact of facts) {
          expect(lineOf("w", fact).row).not.toContain("undefined\t");
          if (fact.fact === "interaction")
            expect([typeof fact.name, typeof fact.touchpoint, typeof fact.kind]).toEqual(["string", "string", "string"]);
        }
        for (const { code, item: kept } of rejections) expect([code !== "", kept !== undefined]).toEqual([true, true]);
      }),
      { numRuns: 2000 },
    );
  });
});
