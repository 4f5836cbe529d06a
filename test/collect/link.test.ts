import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeLinks, linksAmong, usersOfOneDevice } from "../../src/collect/identity/link.ts";
import { mergeTraits, noTraits, traitsAt } from "../../src/collect/identity/traits.ts";
import type { Identity } from "../../src/model/identity.ts";

const link = (identity: Identity, other: Identity, at = 0) => ({ identity, other, at });

test("weaker keys on one fact belong to the strongest", () => {
  expect(linksAmong(["user:1", "email:a@b.c", "anonymous:x"])).toEqual([
    { identity: "email:a@b.c", other: "user:1" },
    { identity: "anonymous:x", other: "user:1" },
  ]);
  expect(linksAmong(["user:1"])).toEqual([]);
  expect(linksAmong(["user:1", "user:2"])).toEqual([]);
});

test("a key seen with two users belongs to the first and never joins them", () => {
  expect(judgeLinks([link("anonymous:x", "user:2", 20), link("anonymous:x", "user:1", 10)], false)).toEqual(["two_known", "linked"]);
});

test("a user says more about a device than an address, even when it came later", () => {
  expect(judgeLinks([link("anonymous:x", "email:a@b.c", 1), link("anonymous:x", "user:1", 2)], false)).toEqual(["covered", "linked"]);
});

test("a device of more than ten users is nobody", () => {
  const links = Array.from({ length: usersOfOneDevice + 1 }, (_, i) => link("anonymous:kiosk", `user:${i}`, i));
  expect(new Set(judgeLinks(links, false))).toEqual(new Set(["crowded"]));
  expect(judgeLinks(links.slice(1), false)[0]).toBe("linked");
});

test("an alias moves a user id that was never identified, and no other", () => {
  expect(judgeLinks([link("user:old", "user:new")], false)).toEqual(["linked"]);
  expect(judgeLinks([link("user:old", "user:new")], true)).toEqual(["two_known"]);
});

test("the order in which evidence is looked at changes nothing", () => {
  const links = fc.uniqueArray(fc.tuple(fc.constantFrom<Identity>("user:1", "user:2", "email:a@b.c", "phone:+1"), fc.nat(3)), {
    minLength: 1,
    selector: ([other]) => other,
  });
  const outcomes = (given: [Identity, number][]) => {
    const judged = judgeLinks(
      given.map(([other, at]) => link("anonymous:x", other, at)),
      false,
    );
    return Object.fromEntries(given.map(([other], i) => [other, judged[i]]));
  };
  fc.assert(
    fc.property(links, (given) => {
      expect(outcomes(given.toReversed())).toEqual(outcomes(given));
    }),
  );
});

test("the latest word on a trait counts in any order, and null unsets", () => {
  const words = fc.array(fc.tuple(fc.constantFrom("plan", "city"), fc.constantFrom("a", "b", null), fc.nat(3)), { maxLength: 8 });
  const told = (given: [string, string | null, number][]) => {
    const traits = noTraits();
    for (const [name, value, at] of given) mergeTraits(traits, traitsAt({ [name]: value }, at));
    return { values: { ...traits.values }, times: { ...traits.times } };
  };
  fc.assert(
    fc.property(words, (given) => {
      expect(told(given.toReversed())).toEqual(told(given));
    }),
  );
  expect(
    told([
      ["plan", "a", 1],
      ["plan", null, 2],
      ["plan", "b", 0],
    ]).values,
  ).toEqual({ plan: null });
});
