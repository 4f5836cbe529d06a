import fc from "fast-check";
import { expect, test } from "vitest";
import { claimsOfOneKey, judgeLinks, linksAmong, type Candidate } from "../../src/collect/identity/link.ts";
import { mergeTraits, noTraits, traitsAt } from "../../src/collect/identity/traits.ts";
import type { Identity } from "../../src/model/identity.ts";

const link = (identity: Identity, other: Identity, at = 0, barred: Candidate["barred"] = null): Candidate => ({
  identity,
  other,
  at,
  barred,
});
const verdicts = (links: Candidate[], own: Partial<Parameters<typeof judgeLinks>[1]> = {}) =>
  judgeLinks(links, { isIdentified: false, isNobody: false, ...own });

test("weaker keys on one fact belong to the strongest", () => {
  expect(linksAmong(["user:1", "email:a@b.c", "anonymous:x"])).toEqual([
    { identity: "email:a@b.c", other: "user:1" },
    { identity: "anonymous:x", other: "user:1" },
  ]);
  expect(linksAmong(["user:1"])).toEqual([]);
  expect(linksAmong(["user:1", "user:2"])).toEqual([]);
});

test("a key seen with two users belongs to the first and never joins them", () => {
  expect(verdicts([link("anonymous:x", "user:2", 20), link("anonymous:x", "user:1", 10)])).toEqual(["two_known", "linked"]);
});

test("a user says more about a device than an address, even when it came later", () => {
  expect(verdicts([link("anonymous:x", "email:a@b.c", 1), link("anonymous:x", "user:1", 2)])).toEqual(["covered", "linked"]);
});

test.each(["anonymous", "loyalty", "phone", "email"] as const)("a key of kind %s that too many users claim is nobody's", (kind) => {
  const links = Array.from({ length: claimsOfOneKey[kind] + 1 }, (_, i) => link(`${kind}:shared`, `user:${i}`, i));
  expect(new Set(verdicts(links))).toEqual(new Set(["crowded"]));
  expect(verdicts(links.slice(1))[0]).toBe("linked");
});

test("a device at which many addresses were typed in is nobody's, unless somebody signed in on it", () => {
  const links = Array.from({ length: claimsOfOneKey.anonymous + 1 }, (_, i) => link("anonymous:tablet", `email:${i}@x.y`, i));
  expect(new Set(verdicts(links))).toEqual(new Set(["crowded"]));
  expect(verdicts([...links, link("anonymous:tablet", "user:1", 99)]).at(-1)).toBe("linked");
});

test("a key that people said names nobody joins nobody, and a link that they cut is passed over", () => {
  const links = [link("phone:+491", "user:1", 1), link("phone:+491", "user:2", 2)];
  expect(verdicts(links, { isNobody: true })).toEqual(["nobody", "nobody"]);
  expect(verdicts([{ ...links[0]!, barred: "separated" }, links[1]!])).toEqual(["separated", "linked"]);
  expect(verdicts([{ ...links[0]!, barred: "nobody" }, links[1]!])).toEqual(["nobody", "linked"]);
});

test("an alias moves a user id that was never identified, and no other", () => {
  expect(verdicts([link("user:old", "user:new")])).toEqual(["linked"]);
  expect(verdicts([link("user:old", "user:new")], { isIdentified: true })).toEqual(["two_known"]);
});

test("the order in which evidence is looked at changes nothing", () => {
  const links = fc.uniqueArray(fc.tuple(fc.constantFrom<Identity>("user:1", "user:2", "email:a@b.c", "phone:+1"), fc.nat(3)), {
    minLength: 1,
    selector: ([other]) => other,
  });
  const outcomes = (given: [Identity, number][]) => {
    const judged = verdicts(given.map(([other, at]) => link("anonymous:x", other, at)));
    return Object.fromEntries(given.map(([other], i) => [other, judged[i]]));
  };
  fc.assert(
    fc.property(links, (given) => {
      expect(outcomes(given.toReversed())).toEqual(outcomes(given));
    }),
  );
});

test("the latest word on a trait counts in any order, and null unsets", () => {
  const words = fc.array(
    fc.tuple(fc.constantFrom("plan", "city"), fc.constantFrom("a", "b", null), fc.nat(3), fc.constantFrom("crm", "shop")),
    { maxLength: 8 },
  );
  const told = (given: [string, string | null, number, string][]) => {
    const traits = noTraits();
    for (const [name, value, at, source] of given) mergeTraits(traits, traitsAt({ [name]: value }, at, source));
    return traits;
  };
  fc.assert(
    fc.property(words, (given) => {
      expect(told(given.toReversed())).toEqual(told(given));
    }),
  );
  expect(
    told([
      ["plan", "a", 1, "crm"],
      ["plan", null, 2, "shop"],
      ["plan", "b", 0, "crm"],
    ]),
  ).toEqual({ values: { plan: null }, times: { plan: 2 }, sources: { plan: "shop" } });
});
