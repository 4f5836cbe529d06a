import { beforeAll, describe, expect, test } from "vitest";
import { townAbout } from "../../src/collect/sample/company.ts";
import { planted } from "../../src/collect/sample/planted.ts";
import type { Identity } from "../../src/model/identity.ts";
import { dayOf, shiftDay } from "../../src/understand/calendar.ts";
import { findChanges } from "../../src/understand/metrics/changes.ts";
import { csat } from "../../src/understand/metrics/csat.ts";
import { nps } from "../../src/understand/metrics/nps.ts";
import { measureScore } from "../../src/understand/metrics/score.ts";
import { measureSplit } from "../../src/understand/metrics/split.ts";
import { readScope, type Bar, type CalendarScope } from "../../src/understand/scope.ts";
import { factsOf, type ShortAnswer, type ShortProfile } from "../support/facts.ts";
import { useStore } from "../support/store.ts";
import { readDiaries } from "../town/diary.ts";
import { townEnd } from "../town/truths.ts";

const held = useStore();
const today = dayOf(townEnd, "UTC");
const dayAt = (day: number) => shiftDay(today, day);
const year = { from: dayAt(-366), to: today };
const scopeOf = (bar: Bar): Promise<CalendarScope> => readScope(held.store, "w", bar, townEnd);

/** What the scores of the full town rest on: every answer and every customer's traits. */
beforeAll(async () => {
  const answers: ShortAnswer[] = [];
  const profiles: ShortProfile[] = [];
  let nth = 0;
  for (const { feedback, traits } of readDiaries({ seed: townAbout.seed, customers: 20_000, until: townEnd })) {
    const who: Identity = `user:${++nth}`;
    const texts = Object.entries(traits).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : []));
    profiles.push({ who, traits: Object.fromEntries(texts) });
    for (const { question, score, timestamp, touchpoint, channel, stage } of feedback)
      if (question !== "" && score !== null) answers.push({ who, at: timestamp, question, score, touchpoint, channel, stage });
  }
  await factsOf(held.store, "w").answers(answers);
  await factsOf(held.store, "w").profiles(profiles);
}, 300_000);

describe("the analyses find what was planted in the town", () => {
  const { fromDay, fixedOnDay, region } = planted.lateDelivery;
  const badMonth = { from: dayAt(fromDay), to: dayAt(fixedOnDay - 1) };

  test("late parcels cost the North points about delivery in the bad month, and nowhere else", async () => {
    const at = (name: string) => ({ touchpoint: "Delivery", "trait.region": name });
    const north = await measureScore(held.store, nps, await scopeOf({ ...badMonth, ...at(region) }));
    expect(north.change).toMatchObject({ verdict: "moved down" });
    for (const other of ["East", "South", "West"])
      expect((await measureScore(held.store, nps, await scopeOf({ ...badMonth, ...at(other) }))).change!.verdict).toBe("not proven");
  });

  test("what changed names delivery in the North, among the proven moves that stand first", async () => {
    const found = await findChanges(held.store, [nps], await scopeOf({ ...badMonth, "trait.region": region }));
    const proven = found.filter(({ change }) => change.verdict.startsWith("moved"));
    expect(proven.map(({ key }) => key)).toContain("Delivery");
    expect(found.slice(0, proven.length)).toEqual(proven);
  });

  test("the new carrier returns the points within the month", async () => {
    const after = { from: dayAt(fixedOnDay), to: dayAt(2 * fixedOnDay - fromDay - 1) };
    const north = await measureScore(held.store, nps, await scopeOf({ ...after, touchpoint: "Delivery", "trait.region": region }));
    expect(north.change).toMatchObject({ verdict: "moved up" });
  });

  test("the best store stands above all the others", async () => {
    const stores = (await measureSplit(held.store, csat, { scope: await scopeOf({ ...year, channel: "store" }), by: "touchpoint" })).filter(
      ({ key }) => key?.endsWith(" store"),
    );
    expect(stores.length).toBe(10);
    const best = stores.reduce((most, each) => (each.estimate!.value > most.estimate!.value ? each : most));
    expect(best.key).toBe(`${planted.bestStore.city} store`);
  });

  test("nothing was planted for trade customers, and nothing is claimed", async () => {
    const { tier, day, windowDays } = planted.noise;
    const bar = { from: dayAt(day), to: dayAt(day + windowDays - 1), "trait.tier": tier };
    expect(["not proven", "too few"]).toContain((await measureScore(held.store, nps, await scopeOf(bar))).change!.verdict);
  });
});
