import { benefitMinor, returnOnCost, type Band } from "../stats/money-band.ts";
import type { Change } from "../model/estimate.ts";
import { ask } from "../store/ask.ts";
import type { Store } from "../store/open.ts";
import { rowsOf, type Scope } from "../understand/scope.ts";
import type { InitiativeWords } from "./initiative.ts";

/** What an effect is worth, in whole minor units, for so many customers; `roi` is (benefit - cost) / cost, `null` without a cost. */
export type Worth = { customers: number; money: Band; roi: Band | null };

/** Effect x customers x value of a point, as a band; `null` when there is no effect to speak of, or nobody has said what a point is worth. */
export function worthOf({ valuePerPointMinor, costMinor }: InitiativeWords, effect: Change | null, customers: number): Worth | null {
  if (effect === null || valuePerPointMinor === null) return null;
  const money = benefitMinor(effect, customers, valuePerPointMinor);
  return { customers, money, roi: costMinor === null ? null : returnOnCost(money, costMinor) };
}

/** Customers who did or said something within a scope: those whom an initiative reached. */
export async function countReached(store: Store, scope: Scope): Promise<number> {
  const lived = (["interactions", "feedback"] as const).map((of) => rowsOf(scope, of, "customers"));
  const rows = lived.map(({ table, where }) => `SELECT customer_id FROM ${table} WHERE ${where} AND customer_id != 0`);
  const [found] = await ask<{ customers: number }>(store.events.client, {
    tag: "customers reached",
    sql: `SELECT toFloat64(uniqExact(customer_id)) AS customers FROM (${rows.join(" UNION ALL ")})`,
    bound: Object.assign({}, ...lived.map(({ bound }) => bound)),
  });
  return found!.customers;
}
