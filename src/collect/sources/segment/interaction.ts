import { channels, type Channel } from "../../../model/channel.ts";
import type { Arrived, Interaction } from "../../../model/fact.ts";
import { touchpointOf } from "../../touchpoints.ts";
import { currencyOf, minorOf } from "../../money.ts";
import { bagOf, textOf, type Bag } from "../bag.ts";

/**
 * What a call tells. A protocol with a vocabulary of its own says what its event is `known` as here, its `channel`, and the `money` that
 * changed hands (`null`: none, whatever the properties say).
 */
export type Told = {
  kind: Interaction["kind"];
  name: string;
  properties: Bag;
  context: Bag;
  currency: string;
  known?: string;
  channel?: Channel;
  money?: { amount: unknown; currency?: unknown } | null;
};

/** A track, page or screen call as something that happened to one customer at one touchpoint. */
export function interactionOf(shared: Arrived, told: Told): Interaction {
  const { kind, name, properties, context, known = name } = told;
  const usual = kind === "track" ? touchpointOf(known) : { touchpoint: "", stage: "" as const };
  const isNamed = known !== name;
  const money = revenueOf(usual.touchpoint, usual.stage !== "", told);
  if (money.flag) shared.flags.push(money.flag);
  // Spread last: a spread that other properties follow makes this object a hundred times slower to build.
  return {
    fact: "interaction",
    kind,
    name,
    // Where the protocol has no word of its own for it, the workspace's catalogue decides, on the way into the store.
    touchpoint: isNamed ? usual.touchpoint : "",
    stage: isNamed ? usual.stage : "",
    channel: told.channel ?? channelOf(kind, properties, context),
    revenueMinor: money.revenueMinor,
    currency: money.currency,
    properties,
    context,
    ...shared,
  };
}

const libraryChannels: [RegExp, Channel][] = [
  [/android|ios|iphone|swift|kotlin|react-?native|flutter|mobile|unity|xamarin/i, "app"],
  [/analytics\.js|browser|web|javascript|\bjs\b/i, "web"],
];

/** The channel that a call came through: what it says itself, else what its kind and its sender's library suggest. */
export function channelOf(kind: string, properties: Bag, context: Bag): Channel {
  const said = textOf(properties.channel).trim().toLowerCase();
  if ((channels as readonly string[]).includes(said)) return said as Channel;
  if (kind === "page") return "web";
  if (kind === "screen") return "app";
  const library = `${textOf(bagOf(context.library).name)} ${textOf(context.channel)}`;
  const guessed = libraryChannels.find(([pattern]) => pattern.test(library))?.[1];
  if (guessed) return guessed;
  return context.page === undefined && (context.app !== undefined || context.device !== undefined) ? "app" : "web";
}

type Money = { revenueMinor: number | null; currency: string; flag: string | null };
const none: Money = { revenueMinor: null, currency: "", flag: null };

/**
 * Money that changed hands. A shop repeats an order's `revenue` on many steps around it; only the completed order counts, and a refund
 * counts against it. On an event that the vocabulary does not know, `revenue` is taken as said.
 */
function revenueOf(touchpoint: string, isKnown: boolean, { properties, money, currency: fallback }: Told): Money {
  const isOrder = touchpoint === "Order Completed";
  const isRefund = touchpoint === "Order Refunded";
  if (money === null || (isKnown && !isOrder && !isRefund)) return none;
  const own = isOrder || isRefund ? (properties.revenue ?? properties.total) : properties.revenue;
  const said = money ? money.amount : own;
  if (said === undefined || said === null || said === "") return none;
  const currency = currencyOf(textOf(money?.currency) || textOf(properties.currency) || fallback);
  if (currency === null) return { ...none, flag: "currency_unknown" };
  const amount = minorOf(said, currency);
  if (amount === null) return { ...none, flag: "revenue_unreadable" };
  return { revenueMinor: isRefund ? -Math.abs(amount) : amount, currency, flag: null };
}
