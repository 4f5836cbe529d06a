import type { Identity } from "../../../model/identity.ts";
import { dayMs } from "../calendar.ts";
import { acquisitions, habits, tiers, townAbout, type City, type Language, type Region } from "../company.ts";
import { choose, type Dice } from "../dice.ts";
import { names } from "./names.ts";

/** Somebody who deals with the sample company. */
export type Person = {
  number: number;
  userId: string;
  /** Keys that the company learns when the person becomes known, strongest first. */
  keys: Identity[];
  /** The loyalty card that is shown at the till; `null` without one. */
  card: Identity | null;
  anonymousId: string;
  region: Region;
  city: City;
  language: Language;
  tier: (typeof tiers)[number]["name"];
  acquiredBy: (typeof acquisitions)[number]["name"];
  habit: (typeof habits)[number]["name"];
  /** Day of the first visit in this year. */
  firstDay: number;
  /** Whether the person was a customer before this year. */
  old: boolean;
  /** Never buys and stays anonymous. */
  looker: boolean;
  /** A point in [0, 1): how easily this person is pleased, compared with the others. */
  warmth: number;
  traits: Traits;
};

const lookerShare = 0.13;
const oldShare = 0.42;

/** Composes the person with a number; everything about them follows from the dice. */
export function composePerson(number: number, dice: Dice, year: { days: number; start: number }): Person {
  const region = choose(dice.roll(), townAbout.regions);
  const city = choose(dice.roll(), region.cities);
  const language = choose(dice.roll(), region.languages).code;
  const old = dice.chance(oldShare);
  const firstDay = Math.floor((old ? dice.roll() ** 1.7 : dice.roll()) * year.days);
  const id = number.toString().padStart(6, "0");
  const person = {
    number,
    userId: `FH${id}`,
    anonymousId: `a${(Math.imul(number, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0")}-${id}`,
    region,
    city,
    language,
    tier: choose(dice.roll(), tiers).name,
    acquiredBy: choose(dice.roll(), acquisitions).name,
    habit: choose(dice.roll(), habits).name,
    firstDay,
    old,
    looker: !old && dice.chance(lookerShare / (1 - oldShare)),
    warmth: dice.roll(),
  };
  const traits = tellTraits(person, dice, year.start);
  const email: Identity | null = traits.email === undefined ? null : `email:${traits.email}`;
  const card: Identity | null = person.tier === "none" ? null : `loyalty:L${id}`;
  const keys = [`user:${person.userId}` as const, email, card].filter((key) => key !== null);
  return { ...person, traits, keys, card };
}

type Traits = Record<string, string> & { email?: string };

function tellTraits(person: Omit<Person, "traits" | "keys" | "card">, dice: Dice, start: number): Traits {
  const { number, language, region, city } = person;
  const since = start + (person.firstDay - (person.old ? 30 + dice.wait(420) : 0)) * dayMs;
  const { given, family, join } = names[language];
  const [first, last] = [dice.pick(given), dice.pick(family)];
  const address = language === "zh" ? `${region.name}.${number}@example.org` : `${first}.${last}.${number}@example.com`;
  return {
    name: join(first, last),
    // A few never give an address. The telephone numbers are of a range that France keeps for films.
    ...(dice.chance(0.94) ? { email: toAscii(address) } : {}),
    ...(city.country === "FR" && number < 10_000 ? { phone: `+3363998${person.userId.slice(-4)}` } : {}),
    region: region.name,
    city: city.name,
    country: city.country,
    language,
    tier: person.tier,
    acquired_by: person.acquiredBy,
    favourite_channel: person.habit,
    customer_since: new Date(since).toISOString().slice(0, 10),
  };
}

function toAscii(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ı", "i")
    .normalize("NFD")
    .replace(/[^\w.@-]/g, "");
}
