import jaroWinkler from "jaro-winkler";
import { expect, test } from "vitest";
import { composePerson } from "../../src/collect/sample/people/person.ts";
import { takeDice } from "../../src/collect/sample/dice.ts";
import { townAbout } from "../../src/collect/sample/company.ts";
import { evidenceBits, matchProbability, priorBits, tieBits, twinShare } from "../../src/stats/linkage.ts";
import { findCandidates } from "../../src/understand/duplicates/blocks.ts";
import { cardOf, type Known } from "../../src/understand/duplicates/card.ts";
import { cardFields, type Card, type CardField } from "../../src/understand/duplicates/card.ts";
import { compareCards } from "../../src/understand/duplicates/compare.ts";
import { countValues } from "../../src/understand/duplicates/frequencies.ts";
import { noTies } from "../../src/understand/duplicates/ties.ts";
import { weigh, witnessesOf } from "../../src/understand/duplicates/weigh.ts";
import { findLikelyPairs } from "../../src/understand/duplicates/pairs.ts";
import { composeTwins, type TwinsShape } from "../support/twins.ts";

const customer = (n: number, traits: Record<string, unknown>, keys: Known["keys"] = []): Known => ({
  identity: `user:${n}`,
  customerId: String(n),
  keys: [`user:${n}`, ...keys],
  traits,
});

/** Precision and recall of the pairs that are shown, and of those that were compared at all. */
async function measure(shape: TwinsShape) {
  const { customers, truth } = composeTwins(shape);
  const cards = customers.map(cardOf);
  const isTrue = (a: number, b: number) => truth.has(`${Math.min(a, b)} ${Math.max(a, b)}`);
  const { pairs } = await findLikelyPairs(cards);
  const isHit = ({ a, b }: { a: Card; b: Card }) => isTrue(Number(a.customerId), Number(b.customerId));
  const hits = pairs.filter(isHit).length;
  const sure = pairs.filter(({ probability }) => probability >= 0.9);
  const compared = findCandidates(cards).pairs.filter(([a, b]) => isTrue(a, b)).length;
  return {
    pairs: truth.size,
    shown: pairs.length,
    precision: hits / pairs.length,
    recall: hits / truth.size,
    reached: compared / truth.size,
    sure: sure.length,
    sureAndTrue: sure.filter(isHit).length,
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

test("a list without doubles has hardly any pair that looks like one, whatever its people are called", async () => {
  for (const list of [{ persons: 5000 }, { persons: 3000, tongues: 5, mail: true }]) {
    const { customers } = composeTwins({ seed: 3, doubles: 0, most: 1, ...list });
    const { pairs } = await findLikelyPairs(customers.map(cardOf));
    expect(pairs.length).toBeLessThan(3);
  }
});

test("of pairs that are called nine in ten likely, nine in ten are one customer, in lists of every kind", async () => {
  const lists: Omit<TwinsShape, "seed">[] = [
    { persons: 2000, doubles: 30, most: 1 },
    { persons: 2000, doubles: 300, most: 3, mail: true },
    { persons: 2000, doubles: 200, most: 2, mail: true, tongues: 5 },
  ];
  for (const list of lists)
    for (const seed of [11, 12, 13]) {
      const { sure, sureAndTrue, recall, precision } = await measure({ ...list, seed });
      expect(sure).toBeGreaterThan(list.doubles * 0.7);
      expect(sureAndTrue / sure).toBeGreaterThan(0.9);
      expect([precision > 0.9, recall > 0.8]).toEqual([true, true]);
    }
});

/** People of the sample company, as its records know them. */
const townsfolk = (from: number, to: number): Known[] =>
  Array.from({ length: to - from }, (_, i) => composePerson(from + i, takeDice(townAbout.seed, from + i), { days: 365, start: 0 }))
    .filter(({ looker }) => !looker)
    .map(({ keys, traits, userId }) => ({ identity: keys[0]!, customerId: userId, keys, traits }));

test("in the sample company namesakes of one city are nobody's doubles, though mailboxes are made from names", async () => {
  for (const size of [300, 1500, 4000]) {
    const { pairs } = await findLikelyPairs(townsfolk(1, size).map(cardOf));
    expect(pairs).toEqual([]);
  }
});

test("who was written down again among namesakes is found, and nobody else, with what speaks for it and against it", async () => {
  const people = townsfolk(1, 1500).map((known, i) => ({
    ...known,
    traits: { ...known.traits, birthday: `19${50 + (i % 47)}-0${1 + (i % 9)}-${10 + (i % 19)}` },
  }));
  const again = people
    .slice(0, 200)
    .filter((_, i) => i % 20 === 0)
    .map((known, i): Known => ({
      ...customer(900_000 + i, { ...known.traits, email: `somebody${i}@else.example` }, [`email:somebody${i}@else.example`]),
    }));
  const { pairs } = await findLikelyPairs([...people, ...again].map(cardOf));
  expect(pairs.map(({ b }) => b.customerId).sort()).toEqual(again.map(({ customerId }) => customerId).sort());
  for (const { reasons, bits } of pairs) {
    const said = Object.fromEntries(reasons.map(({ field, agreement, bits: each }) => [field, each > 0 ? agreement : `not ${agreement}`]));
    expect(said).toMatchObject({ family: "same", born: "same", user: "not different" });
    expect(reasons.reduce((sum, reason) => sum + reason.bits, 0)).toBeCloseTo(bits);
  }
});

const weighed = (a: Card, b: Card, all: readonly Card[]) =>
  new Map(weigh(witnessesOf([a, b], compareCards(a, b), countValues(all)), noTies).reasons.map((reason) => [reason.field, reason]));

test("what is rare says more than what is common, and what differs speaks against", () => {
  const cards = [
    ...Array.from({ length: 60 }, (_, i) => cardOf(customer(i, { firstName: "Ana", lastName: "Silva", city: ["Rome", "Oslo"][i % 2] }))),
    cardOf(customer(90, { firstName: "Ana", lastName: "Quispe", birthday: "1980-05-01" })),
    cardOf(customer(91, { firstName: "Ana", lastName: "Quispe", birthday: "1980-01-05" })),
    cardOf(customer(92, { firstName: "Ana", lastName: "Quispe", birthday: "1955-12-31" })),
  ];
  const bits = (a: number, b: number, field: CardField) => weighed(cards[a]!, cards[b]!, cards).get(field)?.bits ?? 0;
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
  const { customerId: _a, identity: _b, user: _c, ...left } = same[0]!;
  expect(same[1]).toMatchObject(left);
  const swapped = [customer(1, { name: "Tom Vogel" }), customer(2, { name: "Vogel, Tom" })].map(cardOf);
  expect(compareCards(swapped[0]!, swapped[1]!).slice(0, 2)).toEqual(["swapped", "swapped"]);
});

test("an office's mailbox and a missing value say nothing", () => {
  const [a, b] = [
    cardOf(customer(1, { email: "info@one.example", name: "" })),
    cardOf(customer(2, { name: "Ada Winter" }, ["email:info@two.example"])),
  ];
  expect(a.mailbox + b.mailbox).toBe("");
  expect([...weighed(a, b, [a, b]).keys()]).toEqual(["email", "user"]);
});

test("a mailbox that is made from a name does not count beside the name, and what differs in it speaks against", () => {
  const said = (mine: string, theirs: string, name = "Ana Quispe") => {
    const [a, b] = [cardOf(customer(1, { name, email: mine })), cardOf(customer(2, { name: "Ana Quispe", email: theirs }))];
    const agreed = compareCards(a, b);
    return Object.fromEntries(cardFields.flatMap((field, i) => (agreed[i] && field.includes("mail") ? [[field, agreed[i]]] : [])));
  };
  expect(said("ana.quispe.123@x.example", "ana.quispe.4567@x.example")).toEqual({ email: "different" });
  expect(said("ana.quispe.123@x.example", "ana.quispe.124@x.example")).toEqual({ email: "different" });
  expect(said("ana.quispe@x.example", "ana.quispe@y.example")).toEqual({ email: "different" });
  expect(said("ana.quispe.7781@x.example", "aquispe7781@y.example")).toEqual({ mailbox: "same" });
  expect(said("moonwalker@x.example", "moonwalkre@y.example")).toEqual({ mailbox: "close" });
  expect(said("ana.quispe@x.example", "ana.quispe@y.example", "")).toEqual({ mailbox: "same" });
  expect(said("ana@x.example", "ana@x.example")).toEqual({ email: "same" });
});

test("a postcode says which city it is in, so where both are the same they count as the more telling one", () => {
  const [a, b] = [1, 2].map((n) => cardOf(customer(n, { name: "Ana Quispe", city: "Arica", postcode: "1000" }))) as [Card, Card];
  const crowd = Array.from({ length: 100 }, (_, i) => cardOf(customer(10 + i, { city: "Lima", postcode: `${1000 + (i % 5)}` })));
  const bits = (field: CardField) => weighed(a, b, [a, b, ...crowd]).get(field)!.bits;
  expect(bits("city")).toBeGreaterThan(0);
  expect(bits("postcode") + bits("city")).toBeCloseTo(Math.log2(0.72 / (1 / 102)));
});

test("other user ids, addresses and phones speak against two customers being one", () => {
  const [a, b] = [
    cardOf(customer(1, { name: "Ana Quispe" }, ["email:a@x.example", "phone:+4930111111"])),
    cardOf(customer(2, { name: "Ana Quispe" }, ["email:b@x.example", "phone:+4930999999"])),
  ];
  const said = weighed(a, b, [a, b]);
  for (const field of ["user", "email", "phone"] as const) expect(said.get(field)!.bits).toBeLessThan(-0.9);
});

test("a dozen test accounts of one name in one city are nobody's doubles, however rare both are", async () => {
  const { customers } = composeTwins({ seed: 5, persons: 3000, doubles: 0, most: 1 });
  const trials = Array.from({ length: 12 }, (_, i) =>
    customer(9000 + i, { name: "Testy Testerson", city: "Testville", email: `t${i}@trial.example` }),
  );
  const { pairs } = await findLikelyPairs([...customers, ...trials].map(cardOf));
  expect(pairs.filter(({ a, b }) => a.family === "testerson" && b.family === "testerson")).toEqual([]);
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
  expect(tieBits({ pairs: 1000, one: 100, other: 100, both: 10, apart: 0 })).toBe(0);
  expect(tieBits({ pairs: 0, one: 0, other: 0, both: 0, apart: 0 })).toBe(0);
  expect(tieBits({ pairs: 1000, one: 10, other: 10, both: 3, apart: 0 })).toBeLessThan(1);
  expect([twinShare(0, 0), twinShare(25, 1000), twinShare(9000, 1000)]).toEqual([0.05, 0.05, 1]);
  for (const u of [0, 1, -1, Number.NaN]) expect(() => evidenceBits({ m: 0.5, u })).toThrow(RangeError);
});
