import { npsDifferenceInDifferences } from "../../stats/did.ts";
import { nps as estimate, npsChange as change } from "../../stats/nps.ts";
import { defineMetric } from "./metric.ts";

export const nps = defineMetric({
  id: "nps",
  title: "Net Promoter Score",
  unit: "points",
  question: "recommend",
  rule: "Share of 9-10 minus share of 0-6, of all answers from 0 to 10",
  version: 1,
  counts: {
    promoters: "countIf(score >= 9)",
    passives: "countIf(score >= 7 AND score < 9)",
    detractors: "countIf(score < 7)",
  },
  estimate,
  change,
  effect: npsDifferenceInDifferences,
});
