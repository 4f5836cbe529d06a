import type { InitiativeStory, InitiativeWords } from "../../data/initiatives.ts";
import { metricIds } from "../../data/metrics.ts";

export const empty = {
  title: "",
  metric: "nps",
  startedAt: "",
  cause: "",
  ownerId: "",
  cost: "",
  perPoint: "",
  windowDays: 90,
  trait: "",
  traitValue: "",
};
export const narrowing = { channel: "", touchpoint: "", stage: "", segment: "" };
/** What somebody is typing about an initiative. */
export type Draft = typeof empty & typeof narrowing;

/** The form's words as the server wants them: empty fields are absent, money is in whole minor units. */
export function wordsOf(draft: Draft, currency: string): InitiativeWords {
  const minor = (amount: string | number) => (amount === "" ? null : Math.round(Number(amount) * unitsOf(currency)));
  const filters = Object.entries(narrowing).flatMap(([name]) => {
    const value = draft[name as keyof typeof narrowing];
    return value ? [[name, value]] : [];
  });
  if (draft.trait && draft.traitValue) filters.push([`trait.${draft.trait}`, draft.traitValue]);
  return {
    title: draft.title.trim(),
    cause: draft.cause || null,
    ownerId: draft.ownerId || null,
    costMinor: minor(draft.cost),
    metric: metricIds.find((id) => id === draft.metric) ?? "nps",
    filters: Object.fromEntries(filters) as Record<string, string>,
    startedAt: draft.startedAt,
    windowDays: Number(draft.windowDays) || empty.windowDays,
    valuePerPointMinor: minor(draft.perPoint),
  };
}

/** How many minor units make one of a currency. */
const unitsOf = (currency: string): number =>
  10 ** (new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2);

/** The form as it was filled in for an initiative that is on record. */
export function draftOf(story: InitiativeStory): Draft {
  const { title, metric, startedAt, cause, owner, costMinor, valuePerPointMinor, windowDays, filters, currency } = story;
  const amount = (minor: number | null) => (minor === null ? "" : String(minor / unitsOf(currency)));
  const [trait, traitValue] = Object.entries(filters).find(([name]) => name.startsWith("trait.")) ?? [];
  const narrowed = Object.fromEntries(Object.keys(narrowing).map((name) => [name, filters[name] ?? ""])) as typeof narrowing;
  return {
    ...narrowed,
    title,
    metric,
    startedAt,
    cause: cause ?? "",
    ownerId: owner?.id ?? "",
    cost: amount(costMinor),
    perPoint: amount(valuePerPointMinor),
    windowDays,
    trait: trait?.slice("trait.".length) ?? "",
    traitValue: traitValue ?? "",
  };
}
