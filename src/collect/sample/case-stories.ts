import type { Feedback } from "../../model/fact.ts";
import { dayAfter, dayAt, instantAt, weekdayOf } from "../../model/zone.ts";
import { townAbout } from "./company.ts";
import { choose, takeDice, type Dice } from "./dice.ts";

/** What somebody at the sample company did about a case, and when, in UTC milliseconds. */
export type CaseStep = { at: number } & (
  | { what: "contacted"; note: string }
  | { what: "noted"; note: string }
  | { what: "resolved"; cause: string; note: string }
  | { what: "closed"; note: string }
  | { what: "reopened"; note: string }
);

/** What was wrong and what was done about it, with how often among the cases of a touchpoint. `cause` is a usual cause. */
type Ending = { share: number; cause: string; note: string };

const endings: Record<string, readonly Ending[]> = {
  late: [
    { share: 0.8, cause: "delivery.late", note: "Parcel was stuck in the depot. Shipping costs given back and an apology sent." },
    { share: 0.2, cause: "delivery.carrier", note: "The driver never rang. Passed on to the carrier, with a voucher for the customer." },
  ],
  Delivery: [
    { share: 0.35, cause: "product.quality", note: "Sent a new one and let the customer keep the old one." },
    { share: 0.3, cause: "delivery.damaged", note: "Damaged on the way. Replacement is out." },
    { share: 0.2, cause: "money.price", note: "Explained what is in the price. The customer understands but is not happy." },
    { share: 0.15, cause: "unknown", note: "Called twice; the customer did not want to say more." },
  ],
  support: [
    { share: 0.6, cause: "service.unsolved", note: "Sent between chat and phone. One agent has taken over until the refund is paid." },
    { share: 0.25, cause: "rules.returns", note: "Refund released by hand today." },
    { share: 0.15, cause: "service.waiting", note: "Apologised for the wait and answered the question." },
  ],
  App: [
    { share: 0.55, cause: "digital.usability", note: "The customer is asked too often. Passed on to the app team." },
    { share: 0.45, cause: "digital.fault", note: "Crash reproduced and reported; told the customer which version mends it." },
  ],
  Checkout: [
    { share: 0.5, cause: "digital.payment", note: "Payment failed in one browser. Order placed by telephone." },
    { share: 0.5, cause: "promise.unclear", note: "Shipping costs shown too late. Passed on to the shop team." },
  ],
  store: [
    { share: 0.45, cause: "store.queue", note: "Spoke with the store; a second till opens on Saturdays." },
    { share: 0.3, cause: "service.manner", note: "Store lead called the customer and apologised." },
    { share: 0.25, cause: "store.stock", note: "Item reserved in the next delivery." },
  ],
  "Product review": [
    { share: 0.6, cause: "product.faulty", note: "Spare part sent free of charge." },
    { share: 0.4, cause: "product.not-as-described", note: "Pictures corrected; offered to take it back." },
  ],
};

const contacts = [
  "Called, listened, promised an answer by tomorrow.",
  "Wrote an e-mail in the customer's language.",
  "Reached at the second try. Wants it solved, not a voucher.",
  "Called and left a message.",
];
const reopenings = ["The customer wrote again: it is not solved.", "The promised replacement did not come."];

/** Share of low answers that were simply left lying, and of resolved ones that came back. */
const forgottenShare = 0.04;
const returnShare = 0.05;

/** What became of the case of a low answer, in order, as far as it had happened before `until`. Empty: nobody has touched it. */
export function tellCase(answer: Feedback, until: number): CaseStep[] {
  const dice = takeDice(hashOf(answer.messageId), 1);
  if (dice.chance(forgottenShare)) return [];
  const steps: CaseStep[] = [];
  let at = workday(answer.timestamp, dice.chance(0.85) ? 1 : dice.whole(2, 4), dice);
  steps.push({ at, what: "contacted", note: dice.pick(contacts) });
  for (let round = dice.chance(returnShare) ? 2 : 1; round > 0; round--) {
    at = workday(at, dice.whole(1, 3), dice);
    steps.push({ at, what: "resolved", ...pickEnding(answer, dice) });
    at = workday(at, dice.whole(2, 5), dice);
    steps.push(round === 2 ? { at, what: "reopened", note: dice.pick(reopenings) } : { at, what: "closed", note: "" });
  }
  return steps.filter((step) => step.at < until);
}

function pickEnding(answer: Feedback, dice: Dice): { cause: string; note: string } {
  const { cause, note } = choose(dice.roll(), endings[sortOf(answer)]!);
  return { cause, note };
}

function sortOf({ touchpoint, channel, properties }: Feedback): keyof typeof endings {
  if (properties.late === true) return "late";
  if (touchpoint.startsWith("Support")) return "support";
  if (channel === "store") return "store";
  return touchpoint.endsWith("heckout") ? "Checkout" : touchpoint;
}

/** An instant in office hours, `days` days after another or on the Monday after that. */
function workday(after: number, days: number, dice: Dice): number {
  let day = dayAfter(dayAt(townAbout.timezone, after), days);
  while (weekdayOf(day) > 5) day = dayAfter(day);
  return instantAt(townAbout.timezone, day, dice.whole(9 * 60 + 5, 16 * 60 + 55));
}

function hashOf(text: string): number {
  let hash = 0;
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash, 31) + text.charCodeAt(place);
  return hash | 0;
}
