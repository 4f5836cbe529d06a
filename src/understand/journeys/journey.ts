import { visitsOf, type Travel, type Visits } from "./visits.ts";

/** A subquery with one row a journey: `customer_id`, `steps` (positions of places), `began`, `ended` and `lasted` in milliseconds. */
export function journeysOf(travel: Travel, places: readonly string[], among?: string): Visits {
  const visits = visitsOf(travel, places, among);
  return {
    sql: `(SELECT customer_id, steps, moments[1] AS began, moments[-1] AS ended, ended - began AS lasted
      FROM ${visits.sql} ARRAY JOIN arraySplit((place, isBegin) -> isBegin, places, begins) AS steps, arraySplit((time, isBegin) -> isBegin, times, begins) AS moments)`,
    bound: visits.bound,
  };
}

/** A variant's stable name: a hash of the names of its touchpoints, whatever else the scope holds. */
export const variantId = (steps: string): string =>
  `lower(hex(sipHash64(arrayMap(position -> arrayMap(place -> sipHash64(place), {places:Array(String)})[position], ${steps}))))`;
