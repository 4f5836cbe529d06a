import { expect, test } from "vitest";
import { nps } from "../../src/understand/metrics/nps.ts";
import { doubtsOf, hasShifted, mayOverlap, type Circumstances } from "../../src/prove/doubts.ts";
import { weighEvidence, type Waves } from "../../src/prove/evidence.ts";
import type { InitiativeWords } from "../../src/prove/initiative.ts";
import { worthOf } from "../../src/prove/worth.ts";

const answers = (promoters: number, passives: number, detractors: number) => ({ promoters, passives, detractors });
const flat = answers(155, 130, 115);
const north: Waves = { earlier: answers(158, 122, 120), before: answers(160, 120, 120), after: answers(210, 110, 80) };
const south: Waves = { earlier: flat, before: flat, after: answers(150, 140, 110) };

test("what moved more than its control group is grade B, with the published effect", () => {
  const evidence = weighEvidence(nps, north, south);
  expect(evidence).toMatchObject({ grade: "B", isDiverged: false, change: { value: 22.5 }, effect: { value: 22.5, verdict: "moved up" } });
  expect(evidence.effect!.low).toBeCloseTo(6.557, 3);
  expect(evidence.control).toMatchObject({ before: { value: 10 }, after: { value: 10 }, change: { verdict: "not proven" } });
});

test("a rise that everybody had is no effect", () => {
  const evidence = weighEvidence(nps, north, north);
  expect(evidence).toMatchObject({ change: { verdict: "moved up" }, effect: { value: 0, verdict: "not proven" }, grade: "B" });
});

test("without others, or with too few of them, it is before against after: grade C", () => {
  const few = { ...south, before: answers(10, 10, 9) };
  for (const others of [null, few])
    expect(weighEvidence(nps, north, others)).toMatchObject({ grade: "C", control: null, effect: { value: 22.5 } });
});

test("a group that went its own way before the start cannot stand for the other", () => {
  const diverging = { ...south, earlier: answers(300, 60, 40) };
  const evidence = weighEvidence(nps, north, diverging);
  expect(evidence).toMatchObject({ grade: "C", isDiverged: true, effect: { value: 22.5 } });
});

test("with too few answers where it acted it is an opinion, worth nothing yet", () => {
  const evidence = weighEvidence(nps, { ...north, after: answers(20, 5, 4) }, south);
  expect(evidence).toMatchObject({ grade: "D", effect: null, change: { verdict: "too few" } });
  expect(worthOf({ ...words, valuePerPointMinor: 12 }, evidence.effect, 100)).toBeNull();
});

const words: InitiativeWords = {
  title: "Two carriers",
  cause: null,
  ownerId: null,
  costMinor: 240_000,
  metric: "nps",
  filters: { "trait.region": "North" },
  startedAt: "2026-03-01",
  windowDays: 30,
  valuePerPointMinor: 12,
};

test("money is a band, and so is the return; without a price there is none", () => {
  const effect = { value: 6, low: 2, high: 10, p: 0.01, verdict: "moved up" as const };
  expect(worthOf(words, effect, 8000)).toEqual({
    customers: 8000,
    money: { low: 192_000, base: 576_000, high: 960_000 },
    roi: { low: -0.2, base: 1.4, high: 3 },
  });
  expect(worthOf({ ...words, costMinor: null }, effect, 8000)).toMatchObject({ roi: null });
  expect(worthOf({ ...words, valuePerPointMinor: null }, effect, 8000)).toBeNull();
});

const windows = {
  earlier: { from: "2025-12-31", to: "2026-01-29" },
  before: { from: "2026-01-30", to: "2026-02-28" },
  after: { from: "2026-03-01", to: "2026-03-30" },
};
const quiet: Circumstances = { state: "finished", windows, mix: new Map(), overlaps: false };

test("even a good comparison cannot rule out what else happened only there", () => {
  expect(doubtsOf(weighEvidence(nps, north, south), quiet)).toEqual(["other_changes"]);
});

test("before against after leaves season and control open, a dip before it its own recovery, and a running window its end", () => {
  const dipped = weighEvidence(nps, { ...north, earlier: answers(300, 60, 40) }, null);
  expect(doubtsOf(dipped, { ...quiet, state: "running", overlaps: true })).toEqual([
    "still_running",
    "no_control",
    "season",
    "overlap",
    "regression_to_mean",
    "other_changes",
  ]);
  const year = { ...windows, after: { from: "2026-03-01", to: "2027-02-28" } };
  expect(doubtsOf(weighEvidence(nps, north, null), { ...quiet, windows: year })).not.toContain("season");
});

test("a mix that provably moved is named, one that wobbles is not", () => {
  const mix = (web: number, store: number) =>
    new Map([
      ["web", { before: 500, after: web }],
      ["store", { before: 500, after: store }],
    ]);
  expect(hasShifted(mix(650, 350))).toBe(true);
  expect(hasShifted(mix(520, 480))).toBe(false);
  expect(hasShifted(new Map([["web", { before: 0, after: 40 }]]))).toBe(false);
});

test("two initiatives overlap when metric, time and place may meet", () => {
  const other = (change: Partial<InitiativeWords>) => mayOverlap(words, { ...words, ...change }, windows);
  expect(other({ filters: { channel: "web" }, startedAt: "2026-02-10" })).toBe(true);
  expect(other({ filters: { "trait.region": "South" } })).toBe(false);
  expect(other({ metric: "ces" })).toBe(false);
  expect(other({ startedAt: "2026-03-31" })).toBe(false);
  expect(other({ startedAt: "2025-12-31" })).toBe(false);
  expect(other({ startedAt: "2026-01-01" })).toBe(true);
});
