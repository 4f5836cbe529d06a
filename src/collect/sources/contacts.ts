import { identityOf, type Identity } from "../../model/identity.ts";
import { countryAmong, phoneOf } from "../phone.ts";
import { bagOf, isGiven, type Bag } from "./bag.ts";

/** Keys of a customer among traits, and flags for what looks like a key and is none. */
export type Contacts = { identities: Identity[]; flags: string[] };

const cards = ["loyalty_card", "loyaltyCard", "loyalty_id", "loyaltyId"];

/**
 * The keys of a customer among traits: an e-mail address, a phone number and a loyalty card. What cannot be a key stays a trait.
 *
 * A national phone number is meant in the country that stands among the traits or in their address.
 *
 * @param home  ISO 3166 code of the country where the traits name none; empty when it is unknown
 */
export function contactsIn(traits: Bag, home: string): Contacts {
  if (Object.keys(traits).length === 0) return { identities: [], flags: [] };
  const address = bagOf(traits.address);
  const country = countryAmong(
    traits.country_code,
    traits.countryCode,
    traits.country,
    address.country_code,
    address.countryCode,
    address.country,
    home,
  );
  const card = cards.find((name) => isGiven(traits[name]));
  const found = [
    { raw: traits.email, identity: identityOf("email", traits.email), flag: "email_unusable" },
    { raw: traits.phone, identity: phoneOf(traits.phone, country), flag: "phone_unusable" },
    { raw: card && traits[card], identity: card ? identityOf("loyalty", traits[card]) : null, flag: "card_unusable" },
  ].filter(({ raw }) => isGiven(raw));
  return {
    identities: found.flatMap(({ identity }) => identity ?? []),
    flags: found.filter(({ identity }) => identity === null).map(({ flag }) => flag),
  };
}
