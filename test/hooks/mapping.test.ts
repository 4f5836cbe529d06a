import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkMapping } from "../../src/collect/hooks/mapping/check.ts";
import { suggestMapping } from "../../src/collect/hooks/mapping/suggest.ts";
import { itemsIn, mappedTold } from "../../src/collect/hooks/mapping/tell.ts";
import { emptyMapping, type HookMapping } from "../../src/model/hook-mapping.ts";
import { parsePath, placesOf, printPath, valueAt, type Step } from "../../src/model/json-path.ts";

const mapped = (more: Partial<HookMapping>): HookMapping => ({ ...emptyMapping, ...more });
const parcel = (body: unknown) => ({ id: "d1", topic: "", body });
const tellAll = (body: unknown, mapping: HookMapping) =>
  itemsIn(parcel(body), mapping).flatMap((one) => mappedTold(one, { mapping, currency: "EUR", country: "DE" }));

describe("a path", () => {
  test("of any keys is read as it was written", () => {
    const step: fc.Arbitrary<Step> = fc.oneof(fc.constant(null), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
        expect(parsePath(printPath(steps))).toEqual(steps);
      }),
    );
  });

  test("leads to what the value itself holds, and to nothing else", () => {
    const body = { data: { "odd.key": [{ n: 1 }, { n: 2 }] } };
    expect(valueAt(body, parsePath('data["odd.key"][].n')!)).toBe(1);
    for (const path of ["data.toString", "__proto__.x", "constructor", "data.length", "data[].x"])
      expect(valueAt(body, parsePath(path)!)).toBeUndefined();
    expect(placesOf(body, parsePath('data["odd.key"][]')!)).toEqual([[0], [1]]);
  });

  test.each(["a..b", "a[0]", 'a["', "a[]b", "[", 'a["\\x"]'])("%s is no path", (text) => expect(parsePath(text)).toBeNull());
});

describe("a mapping", () => {
  const fields = { email: "customer.email", event: "type", when: "at", amount: "order.total", currency: "order.currency" };
  const body = {
    type: "order.placed",
    at: "2026-11-01T00:00:00Z",
    customer: { email: "ada@example.com" },
    order: { total: "12.50", currency: "usd" },
  };

  test("makes one fact of a delivery, and keeps all of it", () => {
    expect(tellAll(body, mapped({ fields }))).toMatchObject([
      {
        what: "happened",
        name: "order.placed",
        at: "2026-11-01T00:00:00Z",
        who: [null, "email:ada@example.com"],
        money: { minor: 1250, currency: "USD" },
        properties: body,
      },
    ]);
  });

  test("reads whole minor units when it says so, and the workspace's currency when none is told", () => {
    const cents = { type: "x", email: "a@example.com", total: 1250 };
    const told = tellAll(cents, mapped({ fields: { email: "email", event: "type", amount: "total" }, unit: "minor" }));
    expect(told).toMatchObject([{ money: { minor: 1250, currency: "EUR" } }]);
  });

  test("makes a fact of each item of a list, with what stands outside of it", () => {
    const lists = {
      shop: "Berlin",
      orders: [
        { email: "a@example.com", lines: [{ sku: "1" }, { sku: "2" }] },
        { email: "b@example.com", lines: [{ sku: "3" }] },
      ],
    };
    const mapping = mapped({
      each: "orders[].lines[]",
      fields: { email: "orders[].email", touchpoint: "shop" },
      fixed: { event: "Line sold" },
    });
    expect(itemsIn(parcel(lists), mapping).map(({ item }) => item)).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
    ]);
    expect(tellAll(lists, mapping).map((tale) => [tale.who[1], "properties" in tale && tale.properties.sku])).toEqual([
      ["email:a@example.com", "1"],
      ["email:a@example.com", "2"],
      ["email:b@example.com", "3"],
    ]);
    expect(tellAll(lists, mapping)[0]).toMatchObject({ touchpoint: "Berlin", context: { shop: "Berlin" } });
  });

  test("makes an answer of a score or a comment, and an interaction where neither is there", () => {
    const mapping = mapped({
      fields: { email: "email", score: "stars", comment: "text" },
      fixed: { event: "Survey closed" },
      question: "satisfaction",
    });
    expect(tellAll({ email: "a@example.com", stars: "4", text: " fine " }, mapping)).toMatchObject([
      { what: "said", question: "satisfaction", score: 4, comment: "fine", touchpoint: "Survey closed" },
    ]);
    expect(tellAll({ email: "a@example.com", text: "only words" }, mapping)).toMatchObject([{ what: "said", question: "", score: null }]);
    expect(tellAll({ email: "a@example.com" }, mapping)).toMatchObject([{ what: "happened", name: "Survey closed" }]);
  });

  test.each<[object, Partial<HookMapping>, string, RegExp]>([
    [{ ...body, order: { total: "a lot", currency: "usd" } }, {}, "revenue_unreadable", /`order.total` is no amount: it holds "a lot"/],
    [{ ...body, order: { total: "1", currency: "shells" } }, {}, "currency_unknown", /`order.currency` is no currency/],
    [{ ...body, customer: {} }, {}, "no_customer", /`customer.email` holds nothing/],
    [{ ...body, type: null }, {}, "no_event", /`type` holds nothing/],
    [
      { ...body, stars: 6 },
      { fields: { ...fields, score: "stars" }, question: "satisfaction" },
      "score_off_scale",
      /from 1 to 5: it holds 6/,
    ],
    [body, { each: "lines[]" }, "incomplete", /no list at `lines\[\]`/],
  ])("says in words why a delivery is of no use", (what, more, code, words) => {
    expect(() => tellAll(what, mapped({ fields, ...more }))).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(words) }),
    );
  });

  test("takes the delivery's id from the delivery where it is said to be", () => {
    expect(
      itemsIn(parcel({ ids: [{ id: "x" }, { id: "y" }] }), mapped({ each: "ids[]", fields: { delivery: "ids[].id" } })).map(({ id }) => id),
    ).toEqual(["x", "y"]);
  });

  test("that is not whole says what is missing", () => {
    expect(checkMapping(emptyMapping).map(({ role }) => role)).toEqual(["event"]);
    expect(checkMapping(mapped({ fixed: { event: "x" } })).map(({ role }) => role)).toEqual(["email"]);
    expect(checkMapping(mapped({ fields: { score: "s" } })).map(({ role }) => role)).toEqual(["score"]);
    expect(checkMapping(mapped({ fields: { comment: "c", user: "a..b" } })).map(({ role }) => role)).toEqual(["user"]);
    expect(checkMapping(mapped({ fields: { comment: "c" }, each: "a" })).map(({ role }) => role)).toEqual(["each"]);
    expect(checkMapping(mapped({ fields: { comment: "c" } }))).toEqual([]);
  });

  test("takes a national number for one of the workspace's country", () => {
    const phone = mapped({ fields: { comment: "c", phone: "p" } });
    expect(tellAll({ c: "Fine", p: "030 123456" }, phone)[0]!.who).toContain("phone:+4930123456");
    expect(suggestMapping({ mobile: "030 123456" }, "DE").fields).toEqual({ phone: "mobile" });
    expect(suggestMapping({ mobile: "030 123456" }, "").fields).toEqual({});
  });

  test("is suggested by the names and values of the fields", () => {
    const guess = suggestMapping(
      {
        id: "evt_1",
        type: "review.created",
        createdAt: "2026-11-01T00:00:00Z",
        data: { customerEmail: "ada@example.com", rating: 4, review_body: "Good", total: "9.90", currency: "EUR" },
      },
      "DE",
    );
    expect(guess).toMatchObject({
      question: "satisfaction",
      fields: {
        delivery: "id",
        event: "type",
        when: "createdAt",
        email: "data.customerEmail",
        score: "data.rating",
        comment: "data.review_body",
        amount: "data.total",
        currency: "data.currency",
      },
    });
    expect(checkMapping(guess)).toEqual([]);
  });

  test("is suggested where the names say less than the values, and not where a name only sounds like it", () => {
    const fieldsOf = (body: unknown) => suggestMapping(body, "").fields;
    expect(fieldsOf({ stars: 4, said: "Friendly people", at: "2026-11-29T13:28:45.149Z", till: "B-2" })).toEqual({
      score: "stars",
      comment: "said",
      when: "at",
    });
    expect(fieldsOf({ nps_score: 9, reason: "Quick", moment: "2026-11-29 13:28:45" })).toEqual({
      score: "nps_score",
      comment: "reason",
      when: "moment",
    });
    expect(fieldsOf({ rating_count: 12, score_max: 10, flat: "B", day: "2026-11-29" })).toEqual({});
  });

  test("whatever a delivery holds, reading it gives facts or a reason and never breaks", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const mapping = suggestMapping(value, "DE");
        try {
          tellAll(value, mapping);
        } catch (error) {
          expect(error).toHaveProperty("code");
        }
      }),
    );
  });
});
