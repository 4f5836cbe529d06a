import { describe, expect, test } from "vitest";
import { townAbout } from "../../src/collect/sample/company.ts";
import { tellCase } from "../../src/collect/sample/case-stories.ts";
import { townRecords } from "../../src/collect/sample/records.ts";
import { touchpoints } from "../../src/collect/sample/touchpoints.ts";
import { generateTown } from "../../src/collect/sample/town.ts";
import { applyAct, type Standing } from "../../src/act/cases/case-state.ts";
import type { Feedback } from "../../src/model/fact.ts";
import { townEnd } from "./truths.ts";

const dayMs = 86_400_000;
const low = { recommend: 6, satisfaction: 2, ease: 3, "": -1 };
const lowAnswers = [...generateTown({ seed: 20, customers: 2000, until: townEnd })]
  .flat()
  .filter((fact): fact is Feedback => fact.fact === "feedback" && fact.score! <= low[fact.question]);
const untouched: Standing = {
  state: "new",
  ownerId: null,
  cause: null,
  dueAt: new Date(0),
  contactedAt: null,
  resolvedAt: null,
  closedAt: null,
};

describe("the records of the invented company", () => {
  test("name only touchpoints that it has", () => {
    const { journey, surveys, initiatives } = townRecords(townEnd);
    const named = [...journey.flatMap((stage) => stage.touchpoints), ...surveys.map(({ touchpoint }) => touchpoint)];
    named.push(...initiatives.flatMap(({ filters }) => filters.touchpoint ?? []));
    expect(named.filter((name) => !(name in touchpoints))).toEqual([]);
    for (const { stage, touchpoints: steps } of journey) for (const step of steps) expect(touchpoints[step]!.stage).toBe(stage);
  });

  test("date the initiatives on days of the company's calendar, one of them still to come", () => {
    const days = townRecords(townEnd).initiatives.map(({ startedAt }) => startedAt);
    expect(days).toEqual(["2026-07-25", "2026-09-01", "2026-10-06", "2026-11-29"]);
  });

  test("tell of each case only what can be done to one", () => {
    expect(lowAnswers.length).toBeGreaterThan(300);
    for (const answer of lowAnswers) {
      let standing = untouched;
      let before = answer.timestamp;
      for (const { at, ...act } of tellCase(answer, townEnd)) {
        expect(at).toBeGreaterThan(before);
        expect(at).toBeLessThan(townEnd);
        standing = applyAct(standing, act, { who: "", at: new Date(at), dueAt: new Date(at) });
        before = at;
      }
    }
  });

  test("leave work for the newcomer: recent cases wait, old ones are done but for a few", () => {
    const lastOf = (answer: Feedback) => tellCase(answer, townEnd).at(-1)?.what ?? "new";
    const recent = lowAnswers.filter(({ timestamp }) => timestamp > townEnd - 2 * dayMs).map(lastOf);
    const old = lowAnswers.filter(({ timestamp }) => timestamp < townEnd - 40 * dayMs).map(lastOf);
    expect(recent).not.toContain("closed");
    expect(old.filter((what) => what === "closed").length / old.length).toBeGreaterThan(0.9);
    expect(old).toContain("new");
  });

  test("tell the same story of a case every time", () => {
    const answer = lowAnswers[0]!;
    expect(tellCase(answer, townEnd)).toEqual(tellCase(answer, townEnd));
  });

  test("give every store and every region its customers", () => {
    const share = (list: readonly { share: number }[]) => list.reduce((sum, one) => sum + one.share, 0);
    expect(share(townAbout.regions)).toBeCloseTo(1);
    for (const { cities, languages } of townAbout.regions) {
      expect(share(cities)).toBeCloseTo(1);
      expect(share(languages)).toBeCloseTo(1);
    }
    expect(townAbout.stores).toHaveLength(10);
  });
});
