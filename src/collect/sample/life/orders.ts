import { askForFeedback, commentOn, feel } from "./asking.ts";
import { dayMs, openDay, rhythms } from "../calendar.ts";
import type { Product } from "../company.ts";
import { addFeedback, addInteraction, dayOf, momentOn, orderId, type Life } from "./life.ts";
import { planted, recommendMoods, satisfactionMoods } from "../planted.ts";
import { askSupport, sendBack } from "./support.ts";
import type { HappeningName } from "../touchpoints.ts";

/** What an order became: when the parcel came, whether late, and whether the customer would rather warn others than recommend. */
export type Order = { id: string; deliveredAt: number; late: boolean; detractor: boolean };

type Purchase = { product: Product; at: number; what: HappeningName };

const reviewShare = 0.1;
const questionShare = 0.07;
const inviteShare = 0.03;

/** Places an order and lives through all that follows: dispatch, delivery, the survey, perhaps a return, a review, an invitation. */
export function buyOnline(life: Life, { product, at, what }: Purchase): Order {
  const { dice } = life;
  const id = orderId(life);
  const quantity = dice.pick([1, 1, 1, 2]);
  const properties = { order_id: id, product_id: product.sku, quantity };
  addInteraction(life, { what, at, revenueMinor: product.priceMinor * quantity, properties });
  life.orders++;
  if (life.orders === 3) addInteraction(life, { what: "tierReached", at: at + 2000 });

  const { deliveredAt, late } = deliver(life, { id, at });
  const mood = late ? recommendMoods.late : recommendMoods.onTime;
  const score = feel(life, mood, "recommend");
  const topic = late
    ? dice.chance(0.8)
      ? "delivery"
      : "wait"
    : dice.pick(["delivery", "quality", "packaging", "price", "quality"] as const);
  const askedAt = deliveredAt + dice.whole(3, 20) * 3_600_000;
  askForFeedback(life, { survey: "delivery", at: askedAt, about: "Delivery", mood, topic, score, properties: { order_id: id, late } });

  if (dice.chance(planted.supportLoop.returnShare)) sendBack(life, { id, deliveredAt, paidMinor: product.priceMinor * quantity });
  else if (dice.chance(reviewShare)) review(life, { product, at: deliveredAt + (2 + dice.wait(10)) * dayMs });
  if (dice.chance(questionShare))
    askSupport(life, { id, day: dayOf(life, deliveredAt) + dice.whole(1, 5), reason: "a question about the product" });
  if (score >= 9 && dice.chance(inviteShare * 3)) addInteraction(life, { what: "inviteSent", at: deliveredAt + dice.wait(6) * dayMs });
  return { id, deliveredAt, late, detractor: score <= 6 };
}

function deliver(life: Life, { id, at }: { id: string; at: number }): { deliveredAt: number; late: boolean } {
  const { dice, calendar } = life;
  const properties = { order_id: id };
  const shipDay = openDay(calendar, dayOf(life, at) + 1, rhythms.carrier);
  addInteraction(life, { what: "orderShipped", at: momentOn(life, shipDay, "carrier"), properties });

  const promisedDay = openDay(calendar, shipDay + dice.whole(1, 2), rhythms.carrier);
  const lateDay = openDay(calendar, promisedDay + dice.whole(3, 7), rhythms.carrier);
  const lateAt = momentOn(life, lateDay, "carrier");
  const late = dice.chance(lateShareAt(life, lateAt));
  const deliveredAt = late ? lateAt : momentOn(life, promisedDay, "carrier");
  if (late && dice.chance(0.3)) askSupport(life, { id, day: promisedDay + 1, reason: "where is my order" });
  addInteraction(life, { what: late ? "orderDeliveredLate" : "orderDelivered", at: deliveredAt, properties });
  return { deliveredAt, late };
}

/** How likely a parcel that could come late at an instant does so. */
function lateShareAt({ person, calendar }: Life, at: number): number {
  const { region, fromDay, fixedOnDay, lateShare, usualLateShare } = planted.lateDelivery;
  const day = (at - calendar.until) / dayMs;
  return person.region.name === region && day >= fromDay && day < fixedOnDay ? lateShare : usualLateShare;
}

function review(life: Life, { product, at }: { product: Product; at: number }): void {
  const score = feel(life, satisfactionMoods.review, "satisfaction");
  const comment = commentOn(life, { question: "satisfaction", score, topic: "quality" });
  addInteraction(life, { what: "productReviewed", at, properties: { product_id: product.sku, rating: score } });
  const about = { touchpoint: "Product review", surveyId: "", properties: { product_id: product.sku } };
  addFeedback(life, { at: at + 1000, question: "satisfaction", score, comment, ...about });
}
