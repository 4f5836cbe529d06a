import { identityOf, type Identity } from "../../model/identity.ts";

const address = /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+$/;
// Only a number with its country names one person in the world.
const international = /^(?:\+|00)[\d\s().\-/]{6,24}$/;

/** The keys of a customer among traits: an e-mail address, and a phone number with its country code. */
export function contactsIn({ email, phone }: Record<string, unknown>): Identity[] {
  const found: (Identity | null)[] = [];
  if (typeof email === "string" && address.test(email.trim())) found.push(identityOf("email", email));
  if (typeof phone === "string" && international.test(phone.trim())) found.push(identityOf("phone", phone));
  return found.filter((identity) => identity !== null);
}
