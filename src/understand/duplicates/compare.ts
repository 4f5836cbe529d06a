import jaroWinkler from "jaro-winkler";
import { cardFields, type Card, type CardField } from "./card.ts";

/** How two values agree. `swapped`: given and family name have changed places. */
export type Agreement = "same" | "close" | "swapped" | "different";
/** How two cards agree on each field, in the order of the fields; `null` where that says nothing. */
export type Agreed = readonly (Agreement | null)[];

/** Compares two cards field by field. A field that either lacks says nothing. */
export function compareCards(a: Card, b: Card): Agreed {
  const isSwapped = areSwapped(a, b);
  const agreed = cardFields.map((field): Agreement | null => {
    if (a[field] === "" || b[field] === "" || field === "email" || field === "mailbox") return null;
    return isSwapped && (field === "given" || field === "family") ? "swapped" : agree(field, a[field], b[field]);
  });
  const shareName = [agreed[0], agreed[1]].some((agreement) => agreement && agreement !== "different");
  const [field, agreement] = compareAddresses(a, b, shareName);
  if (field) agreed[cardFields.indexOf(field)] = agreement;
  return agreed;
}

const nothing = [null, null] as const;

/**
 * What two e-mail addresses say, once: that they are one, that their mailboxes are, or that they differ. A mailbox that is made from a name
 * says what the name says already, so of customers with a common name only the rest of their mailboxes is compared.
 */
function compareAddresses(a: Card, b: Card, shareName: boolean): readonly [CardField, Agreement] | typeof nothing {
  if (a.email === "" || b.email === "") return nothing;
  if (a.email === b.email) return ["email", "same"];
  const [mine, theirs] = shareName ? [beyondName(a), beyondName(b)] : [a.mailbox, b.mailbox];
  if (mine !== "" && mine === theirs) return ["mailbox", "same"];
  if (isWord(mine) && isWord(theirs) && likeness(mine, theirs) >= 0.92) return ["mailbox", "close"];
  return ["email", "different"];
}

// Numbers are close by chance, and so are short words.
const isWord = (text: string): boolean => text.length >= 6 && !/\d/.test(text);

/** What a mailbox says besides the words of its customer's name and their initials. */
function beyondName({ mailbox, given, family }: Card): string {
  let rest = mailbox;
  for (const word of `${given} ${family}`.split(" ")) if (word.length > 1) rest = rest.replace(word, "");
  const letters = [...rest.replace(/\d/g, "")];
  const isInitials = letters.length <= 2 && letters.every((letter) => letter === given[0] || letter === family[0]);
  return isInitials ? rest.replace(/\D/g, "") : rest;
}

const areSwapped = (a: Card, b: Card): boolean =>
  a.given !== "" &&
  a.family !== "" &&
  a.given !== a.family &&
  isAlike(a.given, b.family) &&
  isAlike(a.family, b.given) &&
  !isAlike(a.given, b.given);

/** Similarity of two texts by Jaro and Winkler, in 0-1. Cards are lower-case already. */
const likeness = (a: string, b: string): number => jaroWinkler(a, b, { caseSensitive: true });

const isAlike = (a: string, b: string): boolean => a !== "" && b !== "" && (a === b || likeness(a, b) >= 0.92);

function agree(field: CardField, a: string, b: string): Agreement {
  if (a === b) return "same";
  if (field === "user") return "different";
  if (field === "born" || field === "postcode" || field === "phone") return isOneSlip(a, b) ? "close" : "different";
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const isInitial = field === "given" && short.length === 1 && long.startsWith(short);
  return isInitial || likeness(a, b) >= 0.88 ? "close" : "different";
}

/** Whether one mistake makes one of the other: a wrong, missing or added sign, two that changed places, or day and month. */
function isOneSlip(a: string, b: string): boolean {
  if (a.length === 8 && b === a.slice(0, 4) + a.slice(6) + a.slice(4, 6)) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < Math.min(a.length, b.length) && a[from] === b[from]) from++;
  const [restA, restB] = [a.slice(from), b.slice(from)];
  if (restA.length === restB.length)
    return restA.slice(1) === restB.slice(1) || (restA.slice(0, 2) === `${restB[1]}${restB[0]}` && restA.slice(2) === restB.slice(2));
  return restA.length > restB.length ? restA.slice(1) === restB : restB.slice(1) === restA;
}
