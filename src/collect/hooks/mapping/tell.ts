import { questionScale } from "../../../model/fact.ts";
import type { HookMapping, HookRole } from "../../../model/hook-mapping.ts";
import { parsePath, placesOf, valueAt, type Step } from "../../../model/json-path.ts";
import { bagOf, isGiven, textOf, type Bag } from "../../sources/bag.ts";
import { contactsIn } from "../../sources/contacts.ts";
import { Refusal } from "../../sources/refusal.ts";
import { identityOf } from "../../../model/identity.ts";
import { currencyOf } from "../../money.ts";
import { majorMoney, minorMoney, type Money } from "../reading/amount.ts";
import type { Parcel, Story } from "../sender.ts";
import type { Tale } from "../reading/tale.ts";
import { incomplete } from "../unmapped.ts";

/** What a delivery holds under a mapping: a role's value, for one item where each item is a fact. */
type Reader = { at(role: HookRole): unknown; path(role: HookRole): string };

const stepsOf = (path: string | undefined): Step[] => (path === undefined ? [] : (parsePath(path) ?? []));

function readerOf({ body, item = [] }: Parcel, { each, fields, fixed }: HookMapping): Reader {
  const place = { each: stepsOf(each), at: item };
  const fixedText = (role: HookRole) => fixed[role as keyof typeof fixed];
  return {
    at(role) {
      const found = fields[role] === undefined ? undefined : valueAt(body, stepsOf(fields[role]), place);
      return isGiven(found) ? found : fixedText(role);
    },
    path: (role) => fields[role] ?? role,
  };
}

/** One parcel for each item where the mapping says that items are facts, with the delivery's id where the mapping knows it. */
export function itemsIn(parcel: Parcel, mapping: HookMapping | null): Parcel[] {
  if (mapping === null || parcel.item) return [parcel];
  const places = mapping.each === "" ? [undefined] : placesOf(parcel.body, stepsOf(mapping.each));
  // A list that is not there is one fact that cannot be read, so that it is not lost.
  const items = (places.length > 0 ? places : [undefined]).map((item) => (item ? { ...parcel, item } : parcel));
  if (mapping.fields.delivery === undefined) return items;
  return items.map((one) => ({ ...one, id: textOf(readerOf(one, mapping).at("delivery")) || one.id }));
}

/**
 * What one item of a delivery tells under the mapping.
 *
 * @throws Refusal `unmapped` before there is a mapping, or the reason why this item is of no use
 */
export function mappedTold(parcel: Parcel, { mapping, currency, country }: Story): Tale[] {
  if (mapping === null) throw new Refusal("unmapped", "Nobody has said yet what its fields mean. Open the webhook and map it.");
  if (mapping.each !== "" && !parcel.item) throw incomplete(`There is no list at \`${mapping.each}\`, or it is empty.`);
  const reader = readerOf(parcel, mapping);
  const { at } = reader;
  const who = [identityOf("user", at("user")), ...contactsIn({ email: at("email"), phone: at("phone") }, country).identities];
  const shared = { who, at: at("when"), channel: mapping.channel };
  const { properties, context } = restOf(parcel, mapping);
  const comment = textOf(at("comment")).trim();
  const score = isGiven(at("score")) ? scoreAt(reader, mapping) : null;
  const touchpoint = textOf(at("touchpoint")).trim();
  if (score !== null || comment !== "") {
    const question = score === null ? "" : mapping.question;
    const place = touchpoint || textOf(at("event")).trim() || "Feedback";
    return [{ what: "said", question, score, comment, touchpoint: place, properties, ...shared }];
  }
  const name = textOf(at("event")).trim();
  if (name === "")
    throw new Refusal("no_event", `It has no event name: \`${reader.path("event")}\` holds nothing, nor is there a score or a comment.`);
  if (!who.some((identity) => identity !== null)) throw new Refusal("no_customer", nobodyIn(mapping));
  const money = moneyAt(reader, mapping, currency);
  return [{ what: "happened", name, touchpoint, money, properties, context, ...shared }];
}

function nobodyIn({ fields }: HookMapping): string {
  const paths = (["user", "email", "phone"] as const).flatMap((role) => (fields[role] ? [`\`${fields[role]}\``] : []));
  return `It names no customer: ${paths.join(" and ")} hold${paths.length === 1 ? "s" : ""} nothing that names one.`;
}

function scoreAt({ at, path }: Reader, { question }: HookMapping): number {
  if (question === "") throw new Refusal("unknown_question", "Say which question the score answers.");
  const [low, high] = questionScale[question];
  const score = Number(textOf(at("score")).trim() || NaN);
  if (Number.isInteger(score) && score >= low && score <= high) return score;
  throw new Refusal("score_off_scale", `\`${path("score")}\` is no whole number from ${low} to ${high}: it holds ${said(at("score"))}.`);
}

function moneyAt({ at, path }: Reader, { unit }: HookMapping, fallback: string): Money | null {
  const amount = at("amount");
  if (!isGiven(amount)) return null;
  const currency = textOf(at("currency")) || fallback;
  if (currencyOf(currency) === null)
    throw new Refusal("currency_unknown", `\`${path("currency")}\` is no currency: it holds ${said(currency)}.`);
  const money = unit === "minor" ? minorMoney(amount, currency) : majorMoney(amount, currency);
  if (money.minor === null) throw new Refusal("revenue_unreadable", `\`${path("amount")}\` is no amount: it holds ${said(amount)}.`);
  return money;
}

const said = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 60);

/** Everything that no role took: the item or the delivery as properties, and what stands beside the list as context. */
function restOf({ body, item }: Parcel, { each }: HookMapping): { properties: Bag; context: Bag } {
  if (!item) return { properties: Array.isArray(body) ? { items: body } : bagOf(body), context: {} };
  const steps = stepsOf(each);
  const own = valueAt(body, steps, { each: steps, at: item });
  const beside = Object.entries(bagOf(body)).filter(([, value]) => typeof value !== "object");
  return { properties: typeof own === "object" && own !== null ? bagOf(own) : { value: own }, context: Object.fromEntries(beside) };
}
