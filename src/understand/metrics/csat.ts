import { shareDifferenceInDifferences } from "../../stats/did.ts";
import { sharePercent, sharePercentChange } from "../../stats/proportion.ts";
import { defineMetric } from "./metric.ts";

export const csat = defineMetric({
  id: "csat",
  title: "Customer satisfaction",
  unit: "percent",
  question: "satisfaction",
  rule: "Share of 4-5, of all answers from 1 to 5",
  version: 1,
  counts: {
    hits: "countIf(score >= 4)",
    n: "count()",
    sum: "sum(assumeNotNull(score))",
    squares: "sum(assumeNotNull(score) * assumeNotNull(score))",
  },
  estimate: sharePercent,
  change: sharePercentChange,
  effect: shareDifferenceInDifferences,
});
