import type { Arrived, Fact, Identification } from "../../../model/fact.ts";
import { identityOf, rankIdentities } from "../../../model/identity.ts";
import { correctClock, type Moment } from "../../instant.ts";
import { countryAmong } from "../../phone.ts";
import { arrivedOf, furtherOf, nameOf } from "../arrived.ts";
import { bagOf, textOf, type Bag } from "../bag.ts";
import { contactsIn } from "../contacts.ts";
import { Refusal } from "../refusal.ts";
import { interactionOf } from "../segment/interaction.ts";
import type { Arrival } from "../source.ts";
import { isMoney, knownAs } from "./vocabulary.ts";

const wanted = "Give `client_id` or `user_id`.";

/**
 * The facts in a request of one event: what happened, and what is said of the user.
 *
 * @throws Refusal `no_event`, `no_user_anon_id`
 */
export function readEvent(item: Bag, flags: string[], arrival: Arrival): Fact[] {
  const [event] = item.events as unknown[];
  const { name: raw, params, timestamp_micros: own } = bagOf(event);
  const name = nameOf(raw);
  if (event !== undefined && name === "") throw new Refusal("no_event", "An event needs `name`.");
  const names = [
    [item.user_id, identityOf("user", item.user_id)],
    ...[item.client_id, item.app_instance_id].map((id) => [id, identityOf("anonymous", id)] as const),
  ] as const;
  const moment = momentOf(own ?? item.timestamp_micros, arrival.receivedAt);
  const shared = arrivedOf({ messageId: "", names, moment, flags }, arrival, wanted);
  const context = contextOf(item, arrival);
  const traits = traitsIn(item);
  const said =
    Object.keys(traits).length > 0 || event === undefined
      ? [traitsOf(traits, shared, { context, country: countryAmong(bagOf(item.user_location).country_id, arrival.country) })]
      : [];
  if (event === undefined) return said;
  return [happenedOf(name, bagOf(params), shared, { context, currency: arrival.currency }), ...said.map((fact) => furtherOf(fact, "set"))];
}

type Around = { context: Bag; currency: string };

function happenedOf(name: string, params: Bag, shared: Arrived, { context, currency }: Around): Fact {
  // Nearly every event has a `value`; it changes hands in two of them.
  const money = isMoney(name) ? { amount: params.value, currency: params.currency } : null;
  if (name === "page_view") {
    const { page_location: url, page_title: title, page_referrer: referrer } = params;
    const path = typeof url === "string" && URL.canParse(url) ? new URL(url).pathname : undefined;
    const said = Object.fromEntries(Object.entries({ url, path, title, referrer }).filter(([, value]) => value !== undefined));
    const page = [title, path, url].map(nameOf).find((text) => text !== "") ?? "Page";
    return interactionOf(shared, { kind: "page", name: page, properties: { ...params, ...said }, context, currency, money });
  }
  if (name === "screen_view") {
    const screen = [params.screen_name, params.firebase_screen, params.screen_class].map(nameOf).find((text) => text !== "") ?? "Screen";
    return interactionOf(shared, { kind: "screen", name: screen, properties: params, context, currency, money });
  }
  return interactionOf(shared, { kind: "track", name, known: knownAs(name), properties: params, context, currency, money });
}

const traitsIn = ({ user_properties: said }: Bag): Bag =>
  Object.fromEntries(Object.entries(bagOf(said)).map(([name, trait]) => [name, bagOf(trait).value ?? null]));

const traitsOf = (traits: Bag, shared: Arrived, { context, country }: { context: Bag; country: string }): Identification => ({
  fact: "identification",
  ...shared,
  kind: "set",
  traits,
  groupId: "",
  previous: null,
  context,
  identities: rankIdentities([...shared.identities, ...contactsIn(traits, country).identities]),
});

function momentOf(micros: unknown, receivedAt: number): Moment {
  const digits = textOf(micros).trim();
  return correctClock(/^\d+$/.test(digits) ? Number(digits) / 1000 : micros, undefined, receivedAt);
}

const elsewhere = new Set(["events", "client_id", "user_id", "app_instance_id", "timestamp_micros", "user_properties", "ip_override"]);

/** What a request says around its events: consent, device, place, and to which property it was meant to go. */
function contextOf(item: Bag, { query }: Arrival): Bag {
  const rest = Object.entries(item).filter(([key]) => !elsewhere.has(key));
  const property = query.measurement_id ?? query.firebase_app_id;
  return { ...(property === undefined ? {} : { property }), ...Object.fromEntries(rest) };
}
