import { expect, test } from "vitest";
import { compilePlaces } from "../../src/collect/catalogue/places.ts";
import { compilePrivacy } from "../../src/collect/privacy/privacy-rules.ts";
import { usualPrivacy } from "../../src/model/privacy.ts";
import { townCatalogue } from "../../src/collect/sample/catalogue.ts";
import { townLocations } from "../../src/collect/sample/locations.ts";
import { generateTown } from "../../src/collect/sample/town.ts";
import { place } from "../../src/collect/steps/place.ts";
import { locationFinder } from "../../src/model/location.ts";

const facts = [...generateTown({ seed: 20, customers: 300, until: Date.UTC(2026, 5, 1) })].flat();

test("the sample's own catalogue leaves every fact where the town says that it happened", () => {
  const rules = { places: compilePlaces(townCatalogue()), privacy: compilePrivacy(usualPrivacy, "", new Set()) };
  const before = structuredClone(facts);
  const after = structuredClone(facts);
  for (const fact of after) place(fact, rules);
  const told = (list: typeof facts) => list.map((fact) => (fact.fact === "identification" ? null : [fact.touchpoint, fact.stage]));
  expect(told(after)).toEqual(told(before));
});

test("every event of the sample would find its touchpoint by its name alone, except what happens in a store and asks for feedback", () => {
  const rules = { places: compilePlaces(townCatalogue()), privacy: compilePrivacy(usualPrivacy, "", new Set()) };
  const lost = new Set<string>();
  for (const fact of structuredClone(facts)) {
    if (fact.fact !== "interaction" || fact.channel === "store") continue;
    const said = fact.touchpoint;
    place(Object.assign(fact, { touchpoint: "", saidTouchpoint: "" }), rules);
    if (fact.touchpoint !== said) lost.add(fact.name);
  }
  expect([...lost]).toEqual(["Feedback Requested"]);
});

test("what happens in a store of the sample has its location, and nothing else has one", () => {
  const find = locationFinder(townLocations());
  for (const fact of facts) {
    if (fact.fact === "identification") continue;
    const location = find(fact.location ?? "");
    expect(location?.name ?? null).toBe(fact.touchpoint.endsWith(" store") ? fact.touchpoint : null);
  }
});
