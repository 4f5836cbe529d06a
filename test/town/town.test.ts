import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { storeOf, townAbout } from "../../src/collect/sample/company.ts";
import { touchpoints } from "../../src/collect/sample/touchpoints.ts";
import { generateTown } from "../../src/collect/sample/town.ts";
import { questionScale, type Fact } from "../../src/model/fact.ts";
import { identityOf, identityParts } from "../../src/model/identity.ts";
import { readDiaries } from "./diary.ts";
import { townEnd } from "./truths.ts";

const year = 365 * 86_400_000;
const factsOf = (seed: number, customers = 200): Fact[] => [...generateTown({ seed, customers, until: townEnd })].flat();
const hashOf = (facts: Fact[]) => createHash("sha256").update(JSON.stringify(facts)).digest("hex");

describe("the invented company", () => {
  test("is the same for the same seed and another for another seed", () => {
    expect(hashOf(factsOf(20))).toBe(hashOf(factsOf(20)));
    expect(hashOf(factsOf(20))).not.toBe(hashOf(factsOf(21)));
  });

  test("has the same first people, however many follow", () => {
    const few = factsOf(20, 20);
    expect(factsOf(20, 60).slice(0, few.length)).toEqual(few);
  });

  test("has about half a million interactions and thirty thousand answers in six languages", () => {
    const counted = { interaction: 0, feedback: 0, identification: 0 };
    const languages: Record<string, number> = {};
    const ids = new Set<string>();
    let facts = 0;
    for (const batch of generateTown({ seed: townAbout.seed, customers: townAbout.customers, until: townEnd })) {
      for (const fact of batch) {
        facts++;
        counted[fact.fact]++;
        ids.add(fact.messageId);
        if (fact.fact === "feedback" && fact.comment !== "") languages[fact.language] = (languages[fact.language] ?? 0) + 1;
      }
    }
    expect(counted.interaction).toBeGreaterThan(450_000);
    expect(counted.interaction).toBeLessThan(600_000);
    expect(counted.feedback).toBeGreaterThan(27_000);
    expect(counted.feedback).toBeLessThan(33_000);
    expect(counted.identification).toBeGreaterThan(15_000);
    expect(ids.size).toBe(facts);
    expect(Object.keys(languages).sort()).toEqual([...townAbout.languages].sort());
    for (const count of Object.values(languages)) expect(count).toBeGreaterThan(500);
  });

  test("lives inside its year, each person in the order of time", () => {
    for (const { facts } of readDiaries({ seed: 20, customers: 300, until: townEnd })) {
      expect(facts.every(({ timestamp }) => timestamp >= townEnd - year && timestamp < townEnd)).toBe(true);
      expect(facts.every(({ timestamp }, place) => place === 0 || timestamp >= facts[place - 1]!.timestamp)).toBe(true);
    }
  });

  test("sends only facts that any source could send", () => {
    for (const fact of factsOf(20)) {
      expect(fact.identities.length).toBeGreaterThan(0);
      for (const identity of fact.identities) {
        const { kind, value } = identityParts(identity);
        expect(identityOf(kind, value)).toBe(identity);
      }
      expect(Number.isInteger(fact.timestamp)).toBe(true);
      expect(fact.receivedAt).toBeGreaterThan(fact.timestamp);
      if (fact.fact === "identification") continue;
      expect(touchpoints[fact.touchpoint]).toMatchObject({ channel: fact.channel, stage: fact.stage });
      if (fact.fact === "feedback" && fact.question !== "") {
        const [low, high] = questionScale[fact.question];
        expect(fact.score).toBeGreaterThanOrEqual(low);
        expect(fact.score).toBeLessThanOrEqual(high);
      }
    }
  });

  test("keeps the hours of its stores in their own time zones", () => {
    const zones = new Map(townAbout.regions.flatMap(({ cities }) => cities.map(({ name, zone }) => [storeOf(name), zone] as const)));
    let visits = 0;
    for (const fact of factsOf(20, 400)) {
      if (fact.fact !== "interaction" || fact.name !== "Store Visited") continue;
      const clock = new Intl.DateTimeFormat("en-GB", {
        timeZone: zones.get(fact.touchpoint)!,
        hour: "2-digit",
        weekday: "short",
        hourCycle: "h23",
      });
      const parts = Object.fromEntries(clock.formatToParts(fact.timestamp).map(({ type, value }) => [type, value]));
      expect(parts.weekday).not.toBe("Sun");
      expect(Number(parts.hour)).toBeGreaterThanOrEqual(10);
      expect(Number(parts.hour)).toBeLessThan(20);
      visits++;
    }
    expect(visits).toBeGreaterThan(30);
  });

  test("learns who many visitors are, and of some never", () => {
    let [joined, unknown] = [0, 0];
    for (const { interactions, traits } of readDiaries({ seed: 20, customers: 400, until: townEnd })) {
      const wasUnknown = interactions.some(({ identities }) => identities.length === 1 && identities[0]!.startsWith("anonymous:"));
      if (!("name" in traits)) unknown++;
      else if (wasUnknown) joined++;
    }
    expect(joined).toBeGreaterThan(100);
    expect(unknown).toBeGreaterThan(30);
    expect(unknown).toBeLessThan(120);
  });

  test("has customers who say it each in their own words", () => {
    const comments = factsOf(20, 2000).flatMap((fact) => (fact.fact === "feedback" && fact.comment !== "" ? [fact.comment] : []));
    expect(new Set(comments).size / comments.length).toBeGreaterThan(0.85);
    expect(comments.filter((comment) => /[{}[\]|]|undefined/.test(comment))).toEqual([]);
  });
});
