import type { Fact } from "../../model/fact.ts";
import { openCalendar, rhythms, type Calendar } from "./calendar.ts";
import { takeDice } from "./dice.ts";
import { dayOf, introduce, momentOn, subscribe, type Life } from "./life/life.ts";
import type { Order } from "./life/orders.ts";
import { composePerson } from "./people/person.ts";
import { planted } from "./planted.ts";
import { browse, openApp, shop } from "./life/visits.ts";

/** Which town: the same seed, customers and end always give the same facts. */
export type TownOptions = {
  seed: number;
  customers: number;
  /** Instant at which the year ends, in UTC milliseconds. */
  until: number;
  /** Length of the year. */
  days?: number;
  /** Source under which the facts are stored. */
  sourceId?: string;
};

/** Fewest facts of a batch, except the last. */
const batchFacts = 1000;

/**
 * A year of the sample company, customer after customer, each customer's facts in the order of time.
 *
 * @returns batches of at least a thousand facts, made when they are asked for, so that memory stays flat
 */
export function* generateTown({ seed, customers, until, days = 365, sourceId = "sample" }: TownOptions): Generator<Fact[]> {
  const calendar = openCalendar(until, days);
  let batch: Fact[] = [];
  for (let number = 1; number <= customers; number++) {
    batch.push(...liveYear({ seed, number, sourceId, calendar }));
    if (batch.length < batchFacts) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function liveYear({ seed, number, sourceId, calendar }: { seed: number; number: number; sourceId: string; calendar: Calendar }): Fact[] {
  const dice = takeDice(seed, number);
  const person = composePerson(number, dice, calendar);
  const prefix = `town-${seed}-${number.toString(36)}`;
  const life: Life = { person, dice, calendar, sourceId, prefix, facts: [], knownFrom: Infinity, appAsks: [], orders: 0 };
  if (person.looker) lookAround(life);
  else buyAndReturn(life);
  return life.facts
    .filter(({ timestamp }) => timestamp >= calendar.start && timestamp < calendar.until)
    .sort((a, b) => a.timestamp - b.timestamp);
}

function lookAround(life: Life): void {
  let day = life.person.firstDay;
  for (let visits = life.dice.whole(1, 3); visits > 0; visits--) {
    browse(life, day);
    day = nextDay(life, day, 9);
  }
}

/** Looks, orders, and comes back as long as what was lived invites to it. */
function buyAndReturn(life: Life): void {
  const { person, dice, calendar } = life;
  let day = person.firstDay;
  if (person.old && dice.chance(0.6)) introduce(life, momentOn(life, day, "online"));
  while (day <= calendar.days) {
    for (let visits = dice.whole(0, 2); visits > 0; visits--) {
      const at = browse(life, day);
      if (visits === 1 && dice.chance(0.1)) subscribe(life, at);
      day = nextDay(life, day, 5);
    }
    const order = shop(life, day);
    const settled = order ? dayOf(life, order.deliveredAt) : day;
    const again = settled + Math.round(dice.spread(34, 0.7));
    if (person.habit === "app")
      for (let at = nextDay(life, settled, 7); at < Math.min(again, settled + 50); at = nextDay(life, at, 7)) openApp(life, at);
    if (!dice.chance(comesBack(life, order))) return;
    day = nextDay(life, again, 2);
  }
}

function comesBack({ person }: Life, order: Order | null): number {
  const { usual, afterPaidAd, afterLateAndDetractor } = planted.comingBack;
  if (order?.late && order.detractor) return afterLateAndDetractor;
  return person.acquiredBy === "paid ad" ? afterPaidAd : usual;
}

/** A later day, about `mean` days on; busy days are met more often than quiet ones. */
function nextDay({ dice, calendar }: Life, from: number, mean: number): number {
  let day = from + 1;
  for (let tries = 0; tries < 4; tries++) {
    day = from + Math.max(1, Math.round(dice.wait(mean)));
    if (dice.chance(calendar.busyness(day, rhythms.online))) break;
  }
  return day;
}
