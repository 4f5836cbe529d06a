import { Failure } from "../../model/failure.ts";
import { ces } from "./ces.ts";
import { csat } from "./csat.ts";
import type { Metric } from "./metric.ts";
import { nps } from "./nps.ts";

/** Every metric. A new one is a file and a line here. */
export const metrics: readonly Metric[] = [nps, csat, ces];

/** @throws Failure `not_found` */
export function findMetric(id: string): Metric {
  const metric = metrics.find((each) => each.id === id);
  if (!metric) throw new Failure("not_found", { thing: `metric ${id}` });
  return metric;
}
