import { askForFeedback } from "./asking.ts";
import { openDay, rhythms } from "../calendar.ts";
import type { Topic } from "../comments/phrases.ts";
import { addInteraction, dayOf, momentOn, type Life } from "./life.ts";
import { easeMoods, planted } from "../planted.ts";

type Return = { id: string; deliveredAt: number; paidMinor: number };

/** Share of the times at which support sends its survey. */
const askShare = 0.9;

/** Asks support one thing about an order; it is answered and that is all. */
export function askSupport(life: Life, { id, day, reason }: { id: string; day: number; reason: string }): void {
  const { dice } = life;
  const what = dice.pick(["chatStarted", "called", "helpSeen"] as const);
  const at = momentOn(life, openDay(life.calendar, day, rhythms.support), what === "helpSeen" ? "online" : "support");
  addInteraction(life, { what, at, properties: { order_id: id, reason } });
  const about = { chatStarted: "Support chat", called: "Support phone", helpSeen: null }[what];
  if (about) askForEase(life, { id, at, about, topics: ["staff", "staff", "wait"] });
}

/** Sends an order back: most straightforwardly, some through the loop of chat, phone and chat again. */
export function sendBack(life: Life, { id, deliveredAt, paidMinor }: Return): void {
  const { dice, calendar } = life;
  const properties = { order_id: id };
  const requestedAt = momentOn(life, dayOf(life, deliveredAt) + 1 + dice.whole(0, 6), "online");
  addInteraction(life, { what: "returnRequested", at: requestedAt, properties });

  const helpedAt = dice.chance(planted.supportLoop.shareOfReturns) ? goInCircles(life, id, requestedAt) : getHelp(life, id, requestedAt);
  const receivedDay = openDay(calendar, dayOf(life, helpedAt) + dice.whole(3, 7), rhythms.carrier);
  addInteraction(life, { what: "returnReceived", at: momentOn(life, receivedDay, "carrier"), properties });
  const refundDay = openDay(calendar, receivedDay + dice.whole(1, 4), rhythms.support);
  const refund = { ...properties, refund_minor: paidMinor, currency: "EUR" };
  addInteraction(life, { what: "orderRefunded", at: momentOn(life, refundDay, "support"), properties: refund });
}

/** Half need no help, a few write a ticket, the others get one good answer. */
function getHelp(life: Life, id: string, from: number): number {
  const { dice, calendar } = life;
  if (dice.chance(0.5)) return from;
  const day = openDay(calendar, dayOf(life, from) + 1, rhythms.support);
  let at = momentOn(life, day, "support");
  const properties = { order_id: id, reason: "return" };
  const way = dice.pick(["chatStarted", "chatStarted", "called", "ticketCreated"] as const);
  addInteraction(life, { what: way, at, properties });
  if (way === "ticketCreated") {
    at = momentOn(life, openDay(calendar, day + dice.whole(1, 2), rhythms.support), "support");
    addInteraction(life, { what: "ticketSolved", at, properties });
  }
  const about = { chatStarted: "Support chat", called: "Support phone", ticketCreated: "Support ticket" }[way];
  askForEase(life, { id, at, about, topics: ["returns", "staff", "staff"] });
  return at;
}

/** Chat, phone, chat, and for many once more: nobody owns the return. Days lie between, and no designed journey knows of it. */
function goInCircles(life: Life, id: string, from: number): number {
  const { dice, calendar } = life;
  const properties = { order_id: id, reason: "return" };
  const rounds = dice.chance(0.4) ? 5 : 3;
  let day = dayOf(life, from);
  let at = from;
  for (let round = 0; round < rounds; round++) {
    day = openDay(
      calendar,
      day + (round === 0 ? 1 : Math.max(1, Math.round(dice.spread(planted.supportLoop.waitDays, 0.4)))),
      rhythms.support,
    );
    at = momentOn(life, day, "support");
    addInteraction(life, { what: round % 2 === 0 ? "chatStarted" : "called", at, properties });
  }
  askForEase(life, { id, at, about: "Support chat", topics: ["wait", "wait", "returns", "staff"], mood: easeMoods.loop });
  return at;
}

type EaseAsk = { id: string; at: number; about: string; topics: readonly Topic[]; mood?: readonly number[] };

function askForEase(life: Life, { id, at, about, topics, mood = easeMoods.usual }: EaseAsk): void {
  const { dice } = life;
  if (!dice.chance(askShare)) return;
  const properties = { order_id: id };
  askForFeedback(life, { survey: "support", at: at + 1_800_000, about, mood, topic: dice.pick(topics), properties });
}
