import { townAbout } from "../../src/collect/sample/company.ts";
import { planted } from "../../src/collect/sample/planted.ts";
import type { Feedback } from "../../src/model/fact.ts";
import { readDiaries, type Diary } from "./diary.ts";
import { townEnd, type truths } from "./truths.ts";

const dayMs = 86_400_000;
const { lateDelivery, appFatigue, bestStore, noise } = planted;

/** Counts the planted truths over the facts themselves, with nothing of the product in between. */
export function measureTown(customers: number, seed: number = townAbout.seed): Record<keyof typeof truths, number> {
  const shares = new Map<string, { yes: number; of: number }>();
  const loopHours: number[] = [];
  const count = (name: string, yes: boolean) => {
    const share = shares.get(name) ?? shares.set(name, { yes: 0, of: 0 }).get(name)!;
    share.of++;
    if (yes) share.yes++;
  };
  const recommend = (name: string, score: number) => {
    count(`${name} promoter`, score >= 9);
    count(`${name} detractor`, score <= 6);
  };

  for (const diary of readDiaries({ seed, customers, until: townEnd })) {
    countDeliveries(diary, count, recommend);
    countReturns(diary, count, loopHours);
    countAppAsks(diary, count);
    countComingBack(diary, count);
    for (const { score, question, touchpoint } of diary.feedback)
      if (question === "satisfaction" && touchpoint.endsWith(" store"))
        count(`store ${touchpoint === `${bestStore.city} store`}`, score! >= 4);
  }

  const share = (name: string) => shares.get(name)!.yes / shares.get(name)!.of;
  const nps = (name: string) => 100 * (share(`${name} promoter`) - share(`${name} detractor`));
  const size = (name: string) => shares.get(`${name} promoter`)!.of;
  const error = (name: string) =>
    100 * Math.sqrt((share(`${name} promoter`) + share(`${name} detractor`) - (nps(name) / 100) ** 2) / size(name));
  return {
    lateShareInTheNorth: share("late North during"),
    lateShareElsewhere: share("late elsewhere during"),
    npsLostInTheNorth: nps("North during") - nps("North before"),
    npsReturnedByTheCarrier: nps("North after") - nps("North during"),
    npsChangeElsewhere: nps("elsewhere during") - nps("elsewhere before"),
    loopShare: share("return loops"),
    loopHours: loopHours.sort((a, b) => a - b)[Math.floor(loopHours.length / 2)]!,
    easyShareInTheLoop: share("easy in loop"),
    easyShareOutside: share("easy outside"),
    appAskedOften: share("app asked often"),
    appResponseAtFirst: share("app ask 0"),
    appResponseAtFourth: share("app ask 3"),
    bestStoreLead: share("store true") - share("store false"),
    noiseChange: nps("trade after") - nps("trade before"),
    noiseReach: 1.96 * Math.hypot(error("trade after"), error("trade before")),
    noiseAnswers: Math.min(size("trade after"), size("trade before")),
    repeatAfterPaidAd: share("repeat paid ad"),
    repeatOtherwise: share("repeat other"),
    backAfterLateAndDetractor: share("back detractor"),
    backAfterLateOnly: share("back other"),
  };
}

type Count = (name: string, yes: boolean) => void;

/** The bad month of the North, as long a time before it, and as long a time from the new carrier on. */
function spellOf(at: number): "before" | "during" | "after" | null {
  const { fromDay, fixedOnDay } = lateDelivery;
  const length = fixedOnDay - fromDay;
  const day = (at - townEnd) / dayMs;
  if (day >= fromDay - length && day < fromDay) return "before";
  if (day >= fromDay && day < fixedOnDay) return "during";
  return day >= fixedOnDay && day < fixedOnDay + length ? "after" : null;
}

function countDeliveries({ interactions, feedback, traits }: Diary, count: Count, recommend: (name: string, score: number) => void): void {
  const region = traits.region === lateDelivery.region ? "North" : "elsewhere";
  for (const { name, timestamp } of interactions)
    if (name.startsWith("Order Delivered")) count(`late ${region} ${spellOf(timestamp)}`, name === "Order Delivered Late");
  for (const { question, score, timestamp } of feedback) {
    if (question !== "recommend") continue;
    const spell = spellOf(timestamp);
    if (spell) recommend(`${region} ${spell}`, score!);
    const day = (timestamp - townEnd) / dayMs - noise.day;
    if (traits.tier === noise.tier && day >= -noise.windowDays && day < noise.windowDays)
      recommend(`trade ${day < 0 ? "before" : "after"}`, score!);
  }
}

function countReturns({ interactions, feedback }: Diary, count: Count, loopHours: number[]): void {
  for (const request of interactions) {
    if (request.name !== "Return Requested") continue;
    const order = request.properties.order_id;
    const contacts = interactions.filter(({ properties }) => properties.order_id === order && properties.reason === "return");
    const route = contacts.map(({ touchpoint }) => touchpoint).join(" > ");
    const refunded = interactions.some(({ name, properties }) => name === "Order Refunded" && properties.order_id === order);
    const loops = route.startsWith("Support chat > Support phone > Support chat");
    if (!refunded) continue;
    count("return loops", loops);
    if (!loops) continue;
    for (let place = 1; place < contacts.length; place++)
      loopHours.push((contacts[place]!.timestamp - contacts[place - 1]!.timestamp) / 3_600_000);
  }
  for (const answer of feedback)
    if (answer.question === "ease") count(`easy ${isFromLoop(answer, interactions) ? "in loop" : "outside"}`, answer.score! >= 5);
}

function isFromLoop({ properties }: Feedback, interactions: Diary["interactions"]): boolean {
  const asked = interactions.findIndex(({ messageId }) => messageId === properties.request);
  const order = properties.order_id;
  const before = interactions.slice(0, asked).filter((one) => one.properties.order_id === order && one.properties.reason === "return");
  return before.length >= 3;
}

function countAppAsks({ interactions, feedback }: Diary, count: Count): void {
  const answered = new Set(feedback.map(({ properties }) => properties.request));
  const asks = interactions.filter(({ touchpoint }) => touchpoint === "App survey");
  for (const { timestamp, messageId } of asks) {
    const before = asks.filter((ask) => ask.timestamp < timestamp && ask.timestamp >= timestamp - appFatigue.windowDays * dayMs);
    count("app asked often", before.length >= 2);
    count(`app ask ${before.length}`, answered.has(messageId));
  }
}

function countComingBack({ interactions, feedback, traits }: Diary, count: Count): void {
  const orders = interactions.filter(({ name }) => name === "Order Completed");
  // Those who ordered only lately have had no time to come back.
  if (orders.length > 0 && orders[0]!.timestamp < townEnd - 120 * dayMs)
    count(`repeat ${traits.acquired_by === "paid ad" ? "paid ad" : "other"}`, orders.length > 1);
  for (const answer of feedback) {
    if (answer.properties.late !== true || answer.timestamp > townEnd - 120 * dayMs) continue;
    const later = orders.some(({ timestamp }) => timestamp > answer.timestamp);
    count(`back ${answer.score! <= 6 ? "detractor" : "other"}`, later);
  }
}
