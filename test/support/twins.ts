import type { Known } from "../../src/understand/duplicates/card.ts";

/** Customers of whom some were written down twice, and which pairs are one person, as `a b` of their places. */
export type Twins = { customers: Known[]; truth: Set<string> };

const letters = "abcdefghijklmnopqrstuvwxyz";
const starts = "b br c ch d f g gr h j k l m n p r s st t v w".split(" ");
const vowels = "a e i o u ai ea ie ou".split(" ");
const ends = "n r l s th ck ley son man ton ford field er a y".split(" ");

/** Numbers in [0, 1) that follow from a seed. */
function rolls(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `most`: doubles of one person at most; `tongues`: countries with names and cities of their own; `mail`: whether people have mailboxes. */
export type TwinsShape = { seed: number; persons: number; doubles: number; most: number; tongues?: number; mail?: boolean };

/**
 * A list of customers with doubles that somebody typed in again: slips of the finger, letters that sound or look alike, cells left empty, names
 * in each other's place, day and month turned round. One to four slips a double, at most two in a cell. The same kind of list as the open Febrl
 * data sets (`test/understand/febrl.test.ts`); the names are invented and follow no register, but their frequencies fall off as real ones do.
 * With mailboxes most are made from a name, and whoever is written down again mostly gives another one.
 */
export function composeTwins({ seed, persons, doubles, most, tongues = 1, mail = false }: TwinsShape): Twins {
  const roll = rolls(seed);
  const among = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)]!;
  // The place is squared: the first of a list are met far more often than the last, as with real names.
  const often = <T>(list: readonly T[]): T => list[Math.floor(roll() ** 2.2 * list.length)]!;
  const invent = (count: number, parts: number) =>
    Array.from({ length: count }, () => Array.from({ length: parts }, () => among(starts) + among(vowels)).join("") + among(ends));
  const part = (count: number) => Math.ceil(count / tongues);
  const countries = Array.from({ length: tongues }, () => ({
    given: invent(part(260), 1),
    family: invent(part(700), 1),
    city: invent(part(180), 2),
    street: invent(part(900), 2),
  }));
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(roll() * 10)).join("");
  const two = (from: number, to: number) => String(from + Math.floor(roll() * (to - from + 1))).padStart(2, "0");

  type Sheet = Record<"given_name" | "surname" | "date_of_birth" | "street" | "suburb" | "postcode" | "email", string>;
  const places = countries.map(({ city }) => city.map((suburb) => ({ suburb, postcode: `${2 + Math.floor(roll() * 6)}${digits(3)}` })));
  const mailbox = (given: string, surname: string): string => {
    if (!mail || roll() < 0.2) return "";
    const host = among(["mail.example", "post.example", "home.example"]);
    return roll() < 0.15
      ? `${among(starts)}${among(vowels)}${among(ends)}${digits(2)}@${host}`
      : `${given}.${surname}${roll() < 0.6 ? digits(2) : ""}@${host}`;
  };
  const person = (): Sheet => {
    const at = tongues === 1 ? 0 : Math.floor(roll() * tongues);
    const country = countries[at]!;
    const sheet = {
      given_name: roll() < 0.06 ? "" : often(country.given),
      surname: roll() < 0.02 ? "" : often(country.family),
      date_of_birth: roll() < 0.07 ? "" : `${1910 + Math.floor(roll() * 95)}${two(1, 12)}${two(1, 28)}`,
      street: `${1 + Math.floor(roll() ** 2 * 200)} ${among(country.street)} ${among(["street", "road", "place", "crescent"])}`,
      ...often(places[at]!),
    };
    return { ...sheet, email: mail ? mailbox(sheet.given_name, sheet.surname) : "" };
  };

  const slip = (text: string): string => {
    const at = Math.floor(roll() * text.length);
    const sign = /\d/.test(text[at] ?? "") ? digits(1) : among([...letters]);
    const kind = roll();
    if (kind < 0.3) return text.slice(0, at) + sign + text.slice(at + 1);
    if (kind < 0.55) return text.slice(0, at) + text.slice(at + 1);
    if (kind < 0.75) return text.slice(0, at) + sign + text.slice(at);
    if (kind < 0.95) return text.slice(0, at) + (text[at + 1] ?? "") + (text[at] ?? "") + text.slice(at + 2);
    return text.replace("ie", "ei").replace("ck", "k").replace("ph", "f");
  };
  const typedAgain = (sheet: Sheet): Sheet => {
    // Whoever gave the same address again would be known by it.
    const elsewhere = sheet.email && roll() < 0.4 ? sheet.email.replace("@", "@old.") : "";
    const again = { ...sheet, email: mail ? elsewhere || mailbox(sheet.given_name, sheet.surname) : "" };
    const fields = (Object.keys(sheet) as (keyof Sheet)[]).filter((field) => field !== "email");
    for (let left = 1 + Math.floor(roll() * 4); left > 0; left--) {
      const field = among(fields);
      const kind = roll();
      if (kind < 0.1) again[field] = "";
      else if (kind < 0.16) [again.given_name, again.surname] = [again.surname, again.given_name];
      else if (kind < 0.2 && again.date_of_birth.length === 8)
        again.date_of_birth = again.date_of_birth.slice(0, 4) + again.date_of_birth.slice(6) + again.date_of_birth.slice(4, 6);
      else if (again[field] !== "") again[field] = slip(again[field]);
    }
    return again;
  };

  const sheets = Array.from({ length: persons }, (_, owner) => ({ owner, sheet: person() }));
  const copies = new Map<number, number>();
  while (sheets.length < persons + doubles) {
    const owner = most === 1 ? sheets.length - persons : Math.floor(roll() * persons * 0.3);
    if ((copies.get(owner) ?? 0) >= most) continue;
    copies.set(owner, (copies.get(owner) ?? 0) + 1);
    sheets.push({ owner, sheet: typedAgain(sheets[owner]!.sheet) });
  }
  const truth = new Set<string>();
  for (const [b, one] of sheets.entries()) for (let a = 0; a < b; a++) if (sheets[a]!.owner === one.owner) truth.add(`${a} ${b}`);
  const customers = sheets.map(({ sheet }, i) => ({
    identity: `user:${i}` as const,
    customerId: String(i),
    keys: [`user:${i}` as const],
    traits: sheet,
  }));
  return { customers, truth };
}
