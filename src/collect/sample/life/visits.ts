import { askForFeedback } from "./asking.ts";
import { openDay, rhythms } from "../calendar.ts";
import { products, storeOf, type Product } from "../company.ts";
import { addInteraction, introduce, momentOn, orderId, type Life } from "./life.ts";
import { planted, satisfactionMoods } from "../planted.ts";
import { buyOnline, type Order } from "./orders.ts";
import type { HappeningName } from "../touchpoints.ts";

/** Names of one and the same step on the website and in the app. */
const steps = {
  web: {
    list: "listSeen",
    product: "productSeen",
    add: "productAdded",
    checkout: "checkoutStarted",
    order: "orderCompleted",
    at: "Checkout",
  },
  app: {
    list: "appOpened",
    product: "appProductSeen",
    add: "appProductAdded",
    checkout: "appCheckoutStarted",
    order: "appOrderCompleted",
    at: "App checkout",
  },
} as const satisfies Record<string, Record<string, HappeningName | string>>;

const newsletterShare = 0.22;
const storeBrowseShare = 0.3;

/** A visit to the website or the app that ends without an order; returns the instant at which it ended. */
export function browse(life: Life, day: number): number {
  const { dice, person } = life;
  let at = momentOn(life, day, "online");
  for (const what of waysIn(life)) at = next(life, what, at);
  if (person.habit === "app" && life.orders > 0) return browseIn(life, "app", at);
  return browseIn(life, "web", at, dice.chance(storeBrowseShare));
}

/** A visit that ends with an order; returns how it turned out, or `null` when it was in a store and nothing is left to come. */
export function shop(life: Life, day: number): Order | null {
  const { person, dice } = life;
  const channel = person.habit === "store" ? (dice.chance(0.75) ? "store" : "web") : dice.chance(0.08) ? "store" : person.habit;
  if (channel === "store") {
    shopInStore(life, day);
    return null;
  }
  const product = dice.pick(products);
  const step = steps[channel];
  let at = browseIn(life, channel, momentOn(life, day, "online"), true, product);
  at = next(life, step.add, at, product);
  at = next(life, step.checkout, at);
  if (life.knownFrom > at) {
    introduce(life, at);
    if (!person.old) addInteraction(life, { what: "signedUp", at: at + 1 });
  }
  at += 60_000 + dice.wait(90_000);
  const order = buyOnline(life, { product, at, what: step.order });
  if (dice.chance(0.8))
    askForFeedback(life, {
      survey: "checkout",
      at: at + 15_000,
      about: step.at,
      mood: satisfactionMoods.checkout,
      topic: dice.pick(["website", "price", "website"]),
      properties: { order_id: order.id },
    });
  return order;
}

/** A visit to the app between orders, at the end of which it asks once more. */
export function openApp(life: Life, day: number): void {
  const { dice } = life;
  let at = momentOn(life, day, "online");
  at = next(life, "appOpened", at);
  if (dice.chance(0.4)) at = next(life, "appProductSeen", at, dice.pick(products));
  if (!dice.chance(0.85)) return;
  const topic = dice.pick(["website", "website", "price"] as const);
  askForFeedback(life, { survey: "app", at, about: "App", mood: satisfactionMoods.app, topic });
}

function shopInStore(life: Life, day: number): void {
  const { dice, person } = life;
  const touchpoint = storeOf(person.city.name);
  let at = momentOn(life, openDay(life.calendar, day, rhythms.store), "store");
  // The loyalty card at the till says who it is.
  introduce(life, at - 1000);
  addInteraction(life, { what: "storeVisited", at, touchpoint });
  at += 6 * 60_000 + dice.wait(14 * 60_000);
  const order_id = orderId(life);
  const revenueMinor = Math.round(dice.pick(products).priceMinor * dice.pick([1, 1, 1, 2, 0.5]));
  addInteraction(life, { what: "storeOrderCompleted", at, touchpoint, revenueMinor, properties: { order_id } });
  life.orders++;
  const mood = person.city.name === planted.bestStore.city ? satisfactionMoods.bestStore : satisfactionMoods.store;
  const topic = dice.pick(["staff", "staff", "price", "quality", "wait"] as const);
  askForFeedback(life, { survey: "store", at: at + 90_000, about: touchpoint, mood, topic, properties: { order_id } });
}

function browseIn(life: Life, channel: "web" | "app", from: number, looksAround = true, product?: Product): number {
  const { dice } = life;
  const step = steps[channel];
  let at = from;
  if (looksAround) at = next(life, channel === "web" && dice.chance(0.25) ? "searched" : step.list, at);
  for (let views = dice.whole(0, 1); views > 0; views--) at = next(life, step.product, at, dice.pick(products));
  return next(life, step.product, at, product ?? dice.pick(products));
}

/** How a visit begins: from an advertisement at the very first, from the newsletter sometimes, from the home page else. */
function waysIn({ facts, person, dice, knownFrom }: Life): HappeningName[] {
  if (facts.length === 0 && person.acquiredBy === "paid ad" && !person.old) return ["adClicked"];
  if (knownFrom < Infinity && dice.chance(newsletterShare)) return dice.chance(0.6) ? ["emailOpened", "emailClicked"] : ["emailOpened"];
  return dice.chance(0.55) ? ["homeSeen"] : dice.chance(0.2) ? ["homeSeen", "promotionClicked"] : [];
}

function next(life: Life, what: HappeningName, at: number, product?: Product): number {
  addInteraction(life, { what, at, properties: product && { product_id: product.sku, name: product.name, category: product.type } });
  return at + 8000 + life.dice.wait(55_000);
}
