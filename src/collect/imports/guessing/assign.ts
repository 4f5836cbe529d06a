import { isClock, isInstant } from "../cells/instant.ts";
import { addressIn } from "../cells/address.ts";
import { readCurrency } from "../cells/money.ts";
import { readNumber } from "../cells/number.ts";
import { readChannel, readQuestion, readStage } from "../cells/words.ts";
import type { Field, Holding } from "../kinds/fields.ts";
import { bareHeader, type Shape } from "../shapes/shape.ts";
import { scoredBy } from "./answers.ts";
import type { Column } from "./column.ts";
import { alike } from "./header-words.ts";

/** Which column fills which field, and how well each suits. */
export type Assigned = { columns: Record<string, number>; strength: Record<string, number> };

/** Gives each field its best column, strongest match first; a column serves one field. What a known program's headers mean goes before all. */
export function assign(fields: Field[], columns: Column[], shape: Shape | null = null): Assigned {
  const matches = fields
    .flatMap((field, rank) =>
      columns.map((column) => ({
        field: field.id,
        index: column.index,
        strength: Math.max(meantBy(shape, field, column), strengthOf(field, column, shape !== null)),
        rank,
        place: placeOf(field, column),
      })),
    )
    .filter(({ strength }) => strength >= 5)
    // Of two columns that suit a field as well, the one whose header stands first among its words.
    .sort((a, b) => b.strength - a.strength || a.rank - b.rank || a.place - b.place || a.index - b.index);
  const chosen: Record<string, number> = {};
  const strength: Record<string, number> = {};
  for (const match of matches) {
    if (chosen[match.field] !== undefined || Object.values(chosen).includes(match.index)) continue;
    chosen[match.field] = match.index;
    strength[match.field] = match.strength;
  }
  return { columns: chosen, strength };
}

/** Where a header stands among the words of a field, which begin with the usual ones; behind all where it does not. */
function placeOf(field: Field, { header }: Column): number {
  const words = wordsOf(field);
  const place = words.indexOf(alike(header));
  return place === -1 ? words.length : place;
}

// Fields are as long as the program runs, and each is compared with every column.
const read = new WeakMap<Field, string[]>();

function wordsOf(field: Field): string[] {
  const words = read.get(field) ?? field.words.split(",").map(alike);
  read.set(field, words);
  return words;
}

/** Above 20 where the shape names the header for the field, more for the names that it puts first. */
function meantBy(shape: Shape | null, field: Field, { header, values }: Column): number {
  const place = shape?.columns?.[field.id]?.split(",").indexOf(bareHeader(header)) ?? -1;
  // Of two columns that may hold the same, the one that holds something.
  return place === -1 ? 0 : 40 - place - (values.length === 0 ? 15 : 0);
}

/**
 * How well a column suits a field: up to 13 for its header and its values together, up to 6 for its values alone; under 5 is no match.
 *
 * @param isKnown  whether a known program wrote the headers, which then mean what they say whatever stands below them
 */
function strengthOf(field: Field, column: Column, isKnown: boolean): number {
  const { values } = column;
  const header = alike(column.header);
  const words = wordsOf(field);
  const isPart = (word: string): boolean => word.length > 2 && !asking.has(word) && ` ${header} `.includes(` ${word} `);
  const mayBe = mayBePart[field.holds]?.test(header) !== false;
  const isMeant = mayBe && (words.some(isPart) || (field.holds === "score" && scoredBy(column) !== null));
  const named = words.includes(header) ? 10 : isMeant ? 5 : 0;
  if (values.length === 0) return named;
  const share = shareOf(column, field.holds);
  if (share < 0.5) return named === 10 && (isKnown || trusted.has(field.holds)) ? named : 0;
  if (named > 0) return named + share * (field.holds === "text" || field.holds === "key" || field.holds === "person" ? 1 : 3);
  return share > 0.8 && telling.has(field.id) && mayBe && !field.isNamed ? 4 + share * 2 : 0;
}

// Every kind of file asks of every column what it holds.
const shares = new WeakMap<Column, Partial<Record<Holding, number>>>();

/** The share of a column's values that suit what a field holds. */
function shareOf(column: Column, holds: Holding): number {
  const known = shares.get(column) ?? {};
  shares.set(column, known);
  return (known[holds] ??= column.values.filter((value) => suits[holds](value)).length / column.values.length);
}

// By themselves they name a column; in the header of another they begin a question: `What could we do better?` is no event.
const asking: ReadonlySet<string> = new Set("what,who,when,was,wer,wann,quoi,qui,quand,que,quien,cuando,kim".split(","));

// `Customer first name` is no customer's number and `Campaign name` nobody's name: whoever takes them for one welds strangers together.
// A `Member rating` or a `Lead score` is what somebody was given, not what they gave.
// `Time to first response` is no time of day, a `Location id` says nothing to people, and what is estimated has not happened.
const mayBePart: Partial<Record<Holding, RegExp>> = {
  key: /(^| )(id|ids|no|nr|num|number|nummer|numero|key|code|ref|reference|acct|uuid|guid|card|karte)( |$)/,
  person: /^$/,
  clock: /^$/,
  instant:
    /^(?!.*(^| )(birth\w*|dob|geburts\w*|naissance|nacimiento|nascita|expiry|expiration|expires|due|estimated|expected|promised|planned|of purchase)( |$))/,
  text: /^(?!.* ids?$)/,
  score: /^(?!.*(^| )(member|lead|account|credit|risk|fraud|health|engagement|churn) (rating|score|points|grade)( |$))/,
};

// Values of these fields speak for themselves, without a header. Any other date may mean anything.
const telling: ReadonlySet<string> = new Set(["time", "email", "comment"]);

// Of these a header says enough: a comment may be a single word, an id anything.
const trusted: ReadonlySet<Holding> = new Set(["key", "prose", "person", "text"]);

// `Ada Lovelace` is what somebody is called: several customers may be.
const isName = (value: string): boolean => /^\p{Lu}[\p{L}\p{M}.'’-]*( \p{Lu}[\p{L}\p{M}.'’-]*)+$/u.test(value);

const isEmail = (value: string): boolean => addressIn(value) !== null;
const suits: Record<Holding, (value: string) => boolean> = {
  instant: isInstant,
  clock: isClock,
  score: (value) => /^[★⭐☆]+$/u.test(value) || /^\d{1,2}([.,]0+)?(\s*(\/|of|-|–|\().*)?$/.test(value),
  email: isEmail,
  phone: (value) => /^\+?[\d\s().\-/]{6,20}$/.test(value) && !isInstant(value),
  money: (value) => /\d/.test(value) && value.length < 24 && !isInstant(value) && !isEmail(value),
  currency: (value) => readCurrency(value) !== null,
  channel: (value) => readChannel(value) !== null,
  stage: (value) => readStage(value) !== null,
  question: (value) => readQuestion(value) !== null,
  language: (value) => /^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(value),
  prose: (value) => value.split(/\s+/).length >= 4 || /[\u3040-\u9fff]{6}/.test(value),
  number: (value) => readNumber(value.replace(/\s*%$/, ""), ".") !== null || readNumber(value, ",") !== null,
  key: (value) => value.length < 200 && !/\s\S+\s/.test(value) && !isName(value),
  person: (value) => value.length < 200,
  text: (value) => value.length < 200,
};
