import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js";
import { identityOf, type Identity } from "../model/identity.ts";

/** The first of these that is the ISO 3166 code of a country with telephones, in capital letters; empty when none is. */
export function countryAmong(...said: readonly unknown[]): string {
  const codes = said.map((one) => (typeof one === "string" ? one.trim().toUpperCase() : ""));
  return codes.find((code) => isSupportedCountry(code)) ?? "";
}

/**
 * The identity of a phone number in any usual notation, as E.164; `null` when it is none, or when it might be many: a number of a
 * switchboard with an extension, or a national number of an unknown country.
 *
 * @param country  ISO 3166 code of the country in which national numbers are meant; empty when it is unknown
 */
export function phoneOf(raw: unknown, country: string): Identity | null {
  if (typeof raw !== "string" && typeof raw !== "number") return null;
  const text = String(raw).normalize("NFKC").trim();
  // Whoever writes a number this long writes no number, and reading it would take its time.
  if (text.length > 40) return null;
  const home = isSupportedCountry(country) ? { defaultCountry: country as CountryCode } : {};
  const number = parsePhoneNumberFromString(text.replace(/^00/, "+"), { ...home, extract: false });
  return number?.isPossible() && !number.ext ? identityOf("phone", number.number) : null;
}
