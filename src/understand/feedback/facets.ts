import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { bandNames, bandRule } from "../band.ts";
import type { Scope } from "../scope.ts";
import { feedbackRows, type FeedbackAsk } from "./conditions.ts";

export type Facet = { key: string; count: number };

/** How the answers of a list are spread. The counts of each facet add up to `total`; what has no value stands under an empty key. */
export type Facets = { total: number; facets: Record<string, Facet[]> };

const bandCase = `multiIf(${bandNames.map((name) => `${bandRule(name)}, '${name}'`).join(", ")}, '')`;

const facets: Record<string, string> = {
  question: "question",
  band: bandCase,
  score: "ifNull(toString(score), '')",
  channel: "channel",
  touchpoint: "touchpoint",
  stage: "stage",
  language: "language",
};

/** Counts a list's answers by everything that it can be narrowed by. */
export async function countFacets(store: Store, scope: Scope, asked: FeedbackAsk): Promise<Facets> {
  const rows = feedbackRows(scope, asked);
  const names = Object.keys(facets);
  const pairs = names.map((name) => `('${name}', toString(${facets[name]}))`).join(", ");
  const found = await ask<{ facet: string; key: string; count: number }>(store.events.client, {
    tag: "feedback facets",
    sql: `SELECT tupleElement(pair, 1) AS facet, tupleElement(pair, 2) AS key, toFloat64(count()) AS count
      FROM (SELECT arrayJoin([${pairs}]) AS pair FROM ${rows.table} WHERE ${rows.where}) GROUP BY facet, key ORDER BY count DESC, key`,
    bound: rows.bound,
  });
  const grouped = Object.fromEntries(
    names.map((name) => [name, found.filter(({ facet }) => facet === name).map(({ key, count }) => ({ key, count }))]),
  );
  return { total: grouped.question!.reduce((sum, { count }) => sum + count, 0), facets: grouped };
}
