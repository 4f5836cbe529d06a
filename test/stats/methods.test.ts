import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import * as did from "../../src/stats/did.ts";
import * as linkage from "../../src/stats/linkage.ts";
import * as mean from "../../src/stats/mean.ts";
import * as money from "../../src/stats/money-band.ts";
import * as multiplicity from "../../src/stats/multiplicity.ts";
import * as nps from "../../src/stats/nps.ts";
import * as population from "../../src/stats/population.ts";
import * as proportion from "../../src/stats/proportion.ts";
import * as size from "../../src/stats/sample-size.ts";

type Example = { function: string; given: unknown[]; gives: unknown };

const folder = new URL("../../docs/methods/", import.meta.url);
const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
const read = (page: string) => readFileSync(new URL(page, folder), "utf8");
const examples = pages.flatMap((page) =>
  [...read(page).matchAll(/```json worked\n(.*?)```/gs)].map(([, text]) => ({ page, ...(JSON.parse(text!) as Example) })),
);

const functions = {
  ...did,
  ...linkage,
  ...mean,
  ...money,
  ...multiplicity,
  ...nps,
  ...population,
  ...proportion,
  ...size,
} as unknown as Record<string, (...given: unknown[]) => unknown>;

/** As printed in the pages: four decimals. */
const print = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer), (_, value: unknown) => (typeof value === "number" ? Number(value.toFixed(4)) : value));

type Step = { customer: string; touchpoint: string; minute: number; seq: number };
const middle = (sorted: number[]) => (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;

function group<Of>(all: readonly Of[], key: (one: Of) => string): Of[][] {
  const groups = new Map<string, Of[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return [...groups.values()];
}

/** The definitions of journeys.md, followed to the letter and as slowly as a reader would. */
function walk(given: readonly Step[]) {
  const steps = given.toSorted((a, b) => a.minute - b.minute || a.seq - b.seq);
  const journeys = group(steps, ({ customer }) => customer);
  const walked = journeys.flatMap((journey) => journey.slice(1).map((to, at) => ({ from: journey[at]!, to })));
  const arrows = group(walked, ({ from, to }) => `${from.touchpoint} ${to.touchpoint}`);
  const variants = group(journeys, (journey) => journey.map(({ touchpoint }) => touchpoint).join(" "));
  return {
    arrows: arrows
      .map((all) => {
        const waits = all.map(({ from, to }) => to.minute - from.minute).sort((a, b) => a - b);
        return {
          from: all[0]!.from.touchpoint,
          to: all[0]!.to.touchpoint,
          count: all.length,
          customers: new Set(all.map(({ to }) => to.customer)).size,
          medianMinutes: middle(waits),
          meanMinutes: waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
        };
      })
      .sort((a, b) => `${a.from} ${a.to}`.localeCompare(`${b.from} ${b.to}`)),
    variants: variants
      .map((all) => ({ steps: all[0]!.map(({ touchpoint }) => touchpoint), count: all.length, share: all.length / journeys.length }))
      .sort((a, b) => b.count - a.count),
  };
}

describe("the pages about methods", () => {
  test.each(examples)("$page works out $function as the product does", ({ function: name, given, gives }) => {
    expect(functions[name], `${name} is no function of src/stats`).toBeTypeOf("function");
    expect(print(functions[name]!(...given))).toEqual(gives);
  });

  it("walk through the example of journeys as its definitions say", () => {
    const { given, gives } = JSON.parse(/```json journeys\n(.*?)```/s.exec(read("journeys.md"))![1]!) as { given: Step[]; gives: unknown };
    expect(print(walk(given))).toEqual(gives);
  });

  it("each carry a worked example and a source, and are all in the index", () => {
    const index = read("README.md");
    for (const page of pages.filter((name) => name !== "README.md")) {
      expect(index, page).toContain(`(${page})`);
      expect(read(page), page).toMatch(/```json worked/);
      expect(read(page), page).toMatch(/^## Sources$/m);
    }
    expect(pages).toHaveLength(9);
  });

  it("attribute the Net Promoter marks to their owners", () => {
    expect(read("nps.md")).toMatch(/registered trademarks of Bain & Company, Inc\., NICE Satmetrix and Fred Reichheld/s);
  });
});
