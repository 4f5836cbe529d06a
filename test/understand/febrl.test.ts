import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { cardOf, type Card } from "../../src/understand/duplicates/card.ts";
import { findLikelyPairs } from "../../src/understand/duplicates/pairs.ts";

/** A published list of records (test/vectors/README.md), as customers who said all that stands in them; and which numbers are one person. */
function readList(name: string): { cards: Card[]; personOf: Map<string, string> } {
  const file = new URL(`../vectors/${name}.csv.gz`, import.meta.url);
  const [head, ...lines] = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n");
  const columns = head!.split(",").map((column) => column.trim());
  const personOf = new Map<string, string>();
  const cards = lines.map((line, n) => {
    const cells = line.split(",").map((cell) => cell.trim());
    const { rec_id, ...said } = Object.fromEntries(columns.map((column, i) => [column, cells[i]!]));
    personOf.set(String(n), /^rec-(\d+)-/.exec(rec_id!)![1]!);
    const { given_name, surname, street_number, address_1, suburb, postcode, date_of_birth, ...rest } = said;
    const address = { address_1: `${street_number} ${address_1}`, suburb, postcode };
    const traits = { ...rest, ...address, given_name, surname, date_of_birth };
    return cardOf({ identity: `anonymous:${n}`, customerId: String(n), keys: [], traits });
  });
  return { cards, personOf };
}

/** How many true pairs a list has, how many pairs were suggested, and how many of those are true. */
async function measure(name: string) {
  const { cards, personOf } = readList(name);
  const sizes = new Map<string, number>();
  for (const person of personOf.values()) sizes.set(person, (sizes.get(person) ?? 0) + 1);
  const truth = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const { pairs } = await findLikelyPairs(cards);
  const isTrue = ({ a, b }: { a: Card; b: Card }) => personOf.get(a.customerId) === personOf.get(b.customerId);
  const hits = pairs.filter(isTrue).length;
  return { records: cards.length, truth, suggested: pairs.length, precision: hits / pairs.length, recall: hits / truth };
}

test("febrl1: of 500 people who stand twice in a list nearly all are suggested, and nobody else", async () => {
  const found = await measure("febrl1");
  console.log("febrl1", found);
  expect(found).toMatchObject({ records: 1000, truth: 500 });
  expect(found.precision).toBeGreaterThan(0.995);
  expect(found.recall).toBeGreaterThan(0.954);
});

test("febrl2: of 4 000 people, some of whom stand up to six times in a list, nearly all pairs are suggested, and hardly any other", async () => {
  const found = await measure("febrl2");
  console.log("febrl2", found);
  expect(found).toMatchObject({ records: 5000, truth: 1934 });
  expect(found.precision).toBeGreaterThan(0.99);
  expect(found.recall).toBeGreaterThan(0.958);
});
