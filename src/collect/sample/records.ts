import type { Stage } from "../../model/channel.ts";
import { dayAt, type Day } from "../../model/zone.ts";
import { townSurveys } from "./life/asking.ts";
import { dayMs } from "./calendar.ts";
import { townAbout } from "./company.ts";
import { planted } from "./planted.ts";

/** A survey that asked the sample's customers, as a record. */
type SurveyRecord = { id: string; title: string; question: string; touchpoint: string; channel: string };
/** A saved condition on the sample's customers. */
type SegmentRecord = { name: string; conditions: { field: string; op: "is"; value: string }[] };
/** An improvement that the company made. Amounts in euro cents. `cause` is one of a new workspace's usual causes. */
type InitiativeRecord = {
  title: string;
  cause: string;
  costMinor: number;
  metric: "nps" | "csat" | "ces";
  filters: Record<string, string>;
  startedAt: Day;
  windowDays: number;
  valuePerPointMinor: number | null;
};
/** A stage of the journey as the company designed it, with its touchpoints in order. */
type DesignedStage = { stage: Stage; touchpoints: readonly string[] };

/** What the company keeps beside its facts, in a year that ends at `until`. Owners are for the newcomer to name. */
export type TownRecords = {
  journey: readonly DesignedStage[];
  surveys: readonly SurveyRecord[];
  segments: readonly SegmentRecord[];
  initiatives: readonly InitiativeRecord[];
};

/** The journey on the wall of the head office. It knows nothing of chat, phone and chat again. */
const journey: readonly DesignedStage[] = [
  { stage: "awareness", touchpoints: ["Advertisement", "Home page"] },
  { stage: "consideration", touchpoints: ["Product list", "Product page", "Basket"] },
  { stage: "purchase", touchpoints: ["Checkout", "Dispatch", "Delivery"] },
  { stage: "service", touchpoints: ["Returns", "Support chat", "Refund"] },
  { stage: "loyalty", touchpoints: ["Newsletter", "Product review", "Invite a friend", "Loyalty programme"] },
];

const asked = {
  delivery: { touchpoint: "Delivery", channel: "partner" },
  checkout: { touchpoint: "Checkout", channel: "web" },
  store: { touchpoint: townAbout.stores[0]!.touchpoint, channel: "store" },
  support: { touchpoint: "Support chat", channel: "chat" },
  app: { touchpoint: "App", channel: "app" },
} as const satisfies Record<keyof typeof townSurveys, { touchpoint: string; channel: string }>;

const segments: readonly SegmentRecord[] = [
  { name: "Region North", conditions: [{ field: "trait.region", op: "is", value: planted.lateDelivery.region }] },
  { name: "Trade customers", conditions: [{ field: "trait.tier", op: "is", value: planted.noise.tier }] },
  { name: "Came by paid ad", conditions: [{ field: "trait.acquired_by", op: "is", value: "paid ad" }] },
  { name: "Prefers the app", conditions: [{ field: "trait.favourite_channel", op: "is", value: "app" }] },
];

// Days count from the end of the year.
const initiatives: readonly (Omit<InitiativeRecord, "startedAt"> & { startDay: number })[] = [
  {
    title: "New carrier for the North",
    cause: "delivery.late",
    costMinor: 4_800_000,
    metric: "nps",
    filters: { touchpoint: "Delivery", "trait.region": planted.lateDelivery.region },
    startDay: planted.lateDelivery.fixedOnDay,
    windowDays: 30,
    valuePerPointMinor: 35,
  },
  {
    title: "A handwritten card in every trade order",
    cause: "promise.broken",
    costMinor: 620_000,
    metric: "nps",
    filters: { touchpoint: "Delivery", "trait.tier": planted.noise.tier },
    startDay: planted.noise.day,
    windowDays: planted.noise.windowDays,
    valuePerPointMinor: 35,
  },
  {
    title: "One page that answers the ten most frequent questions",
    cause: "rules.effort",
    costMinor: 350_000,
    metric: "ces",
    filters: { stage: "service" },
    startDay: -45,
    windowDays: 30,
    valuePerPointMinor: null,
  },
  {
    title: "One agent keeps a return until the money is back",
    cause: "service.unsolved",
    costMinor: 1_900_000,
    metric: "ces",
    filters: { touchpoint: "Support chat" },
    startDay: 9,
    windowDays: 60,
    valuePerPointMinor: 60,
  },
];

/** The records of the sample company in a year that ends at `until`, in UTC milliseconds. */
export function townRecords(until: number): TownRecords {
  const surveys = Object.entries(townSurveys).map(([key, { id, title, question }]) => ({
    id,
    title,
    question,
    ...asked[key as keyof typeof asked],
  }));
  const dated = initiatives.map(({ startDay, ...initiative }) => ({
    ...initiative,
    startedAt: dayAt(townAbout.timezone, until + startDay * dayMs),
  }));
  return { journey, surveys, segments, initiatives: dated };
}
