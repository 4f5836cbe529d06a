import { shareDifferenceInDifferences } from "../../stats/did.ts";
import { sharePercent, sharePercentChange } from "../../stats/proportion.ts";
import { defineMetric } from "./metric.ts";

export const ces = defineMetric({
  id: "ces",
  title: "Customer effort score",
  unit: "percent",
  question: "ease",
  rule: "Share of 5-7 (easy), of all answers from 1 (hard) to 7 (easy)",
  version: 1,
  counts: {
    hits: "countIf(score >= 5)",
    n: "count()",
    sum: "sum(assumeNotNull(score))",
    squares: "sum(assumeNotNull(score) * assumeNotNull(score))",
  },
  estimate: sharePercent,
  change: sharePercentChange,
  effect: shareDifferenceInDifferences,
});
