import jaroWinkler from "jaro-winkler";
import { expect, test } from "vitest";
import { evidenceBits, matchProbability, priorBits } from "../../src/stats/linkage.ts";
import { findCandidates } from "../../src/understand/duplicates/blocks.ts";
import { cardOf, type Known } from "../../src/understand/duplicates/card.ts";
import { compareCards, countValues } from "../../src/understand/duplicates/compare.ts";
import { findLikelyPairs } from "../../src/understand/duplicates/pairs.ts";
import { composeTwins } from "../support/twins.ts";

const customer = (n: number, traits: Record<string, unknown>, keys: Known["keys"] = []): Known => ({
  identity: `user:${n}`,
  customerId: String(n),
  keys: [`user:${n}`, ...keys],
  traits,
});

/** Precision and recall of the pairs that are shown, and of those that were compared at all. */
async function measure(shape: Parameters<typeof composeTwins>[0]) {
  const { customers, truth } = composeTwins(shape);
  const cards = customers.map(cardOf);
  const isTrue = (a: number, b: number) => truth.has(`${Math.min(a, b)} ${Math.max(a, b)}`);
  const { pairs } = await findLikelyPairs(cards);
  const hits = pairs.filter(({ a, b }) => isTrue(Number(a.customerId), Number(b.customerId))).length;
  const compared = findCandidates(cards).pairs.filter(([a, b]) => isTrue(a, b)).length;
  return {
    pairs: truth.size,
    shown: pairs.length,
    precision: hits / pairs.length,
    recall: hits / truth.size,
    reached: compared / truth.size,
  };
}

test("of 500 customers who were typed in twice nearly all are found, and nobody else", async () => {
  const found = await measure({ seed: 1, persons: 500, doubles: 500, most: 1 });
  console.log("typed twice, 1,000 records", found);
  expect(found.pairs).toBe(500);
  expect(found.precision).toBeGreaterThan(0.99);
  expect(found.recall).toBeGreaterThan(0.95);
});

test("of 4 000 customers with 1 000 doubles, up to five of one, nine in ten pairs are found", async () => {
  const found = await measure({ seed: 2, persons: 4000, doubles: 1000, most: 5 });
  console.log("typed up to six times, 5,000 records", found);
  expect(found.precision).toBeGreaterThan(0.97);
  expect(found.recall).toBeGreaterThan(0.9);
});

test("a list without doubles has hardly any pair that looks like one", async () => {
  const { customers } = composeTwins({ seed: 3, persons: 5000, doubles: 0, most: 1 });
  const { pairs } = await findLikelyPairs(customers.map(cardOf));
  expect(pairs.length).toBeLessThan(40);
});

test("what is rare says more than what is common, and what differs speaks against", () => {
  const cards = [
    ...Array.from({ length: 60 }, (_, i) => cardOf(customer(i, { firstName: "Ana", lastName: "Silva", city: ["Rome", "Oslo"][i % 2] }))),
    cardOf(customer(90, { firstName: "Ana", lastName: "Quispe", birthday: "1980-05-01" })),
    cardOf(customer(91, { firstName: "Ana", lastName: "Quispe", birthday: "1980-01-05" })),
    cardOf(customer(92, { firstName: "Ana", lastName: "Quispe", birthday: "1955-12-31" })),
  ];
  const frequencies = countValues(cards);
  const bits = (a: number, b: number, field: string) =>
    compareCards(cards[a]!, cards[b]!, frequencies).reasons.find((reason) => reason.field === field)?.bits ?? 0;
  expect(bits(60, 61, "family")).toBeGreaterThan(bits(0, 1, "family"));
  expect(bits(60, 61, "born")).toBeGreaterThan(0);
  expect(bits(60, 62, "born")).toBeLessThan(0);
  expect(bits(0, 1, "city")).toBeLessThan(0);
  expect(bits(0, 60, "city")).toBe(0);
});

test("names are compared whatever they are called, written and spelled", () => {
  const same = [
    customer(1, { name: "Jürgen Groß", address: { city: "München", postalCode: "80 331" } }),
    customer(2, { first_name: "JURGEN", last_name: "Gross", town: "Munchen", zip: 80331 }),
  ].map(cardOf);
  const { customerId: _a, identity: _b, ...left } = same[0]!;
  expect(same[1]).toMatchObject(left);
  const swapped = [customer(1, { name: "Tom Vogel" }), customer(2, { name: "Vogel, Tom" })].map(cardOf);
  expect(compareCards(swapped[0]!, swapped[1]!, countValues(swapped)).reasons.map(({ agreement }) => agreement)).toEqual([
    "swapped",
    "swapped",
  ]);
});

test("an office's mailbox and a missing value say nothing", () => {
  const [a, b] = [
    cardOf(customer(1, { email: "info@one.example", name: "" })),
    cardOf(customer(2, { name: "Ada Winter" }, ["email:info@two.example"])),
  ];
  expect(a.mailbox + b.mailbox).toBe("");
  expect(compareCards(a, b, countValues([a, b])).reasons.map(({ field }) => field)).toEqual(["email"]);
});

test("a hostile trait is compared as little as anything", () => {
  const odd = [
    { name: { $gt: "" } },
    { name: "x".repeat(100_000) },
    { name: "\u0000‮", birthday: ["1980-01-01"] },
    { address: null, email: 7 },
  ];
  const cards = odd.map((traits, i) => cardOf(customer(i, traits)));
  expect(cards.every((card) => Object.values(card).every((value) => typeof value === "string" && value.length <= 80))).toBe(true);
});

test("a group that too many share is not compared, and counted", () => {
  const cards = Array.from({ length: 80 }, (_, i) => cardOf(customer(i, {}, ["phone:+49301234567", `email:a${i}@x.example`])));
  expect(findCandidates(cards)).toMatchObject({ pairs: [], crowded: 1 });
});

test("likeness of names is Jaro's and Winkler's", () => {
  const likeness = (a: string, b: string) => Number(jaroWinkler(a, b, { caseSensitive: true }).toFixed(4));
  expect([likeness("martha", "marhta"), likeness("dixon", "dicksonx"), likeness("dwayne", "duane"), likeness("jones", "johnson")]).toEqual([
    0.9611, 0.8133, 0.84, 0.8324,
  ]);
  // Letters far from each other's place do not count as the same.
  expect([likeness("g", "dcgca"), likeness("df", "zdf")]).toEqual([0, 0]);
});

test("the arithmetic refuses chances that are none", () => {
  expect(evidenceBits({ m: 0.8, u: 0.1 })).toBe(3);
  expect(matchProbability(0, 0)).toBe(0.5);
  expect(priorBits(1, 0.05)).toBeCloseTo(Math.log2(0.05));
  for (const u of [0, 1, -1, Number.NaN]) expect(() => evidenceBits({ m: 0.5, u })).toThrow(RangeError);
});
