import { expect, test } from "vitest";
import { countryAmong, phoneOf } from "../../src/collect/phone.ts";
import { contactsIn } from "../../src/collect/sources/contacts.ts";
import { countries, countryOfZone } from "../../src/model/country.ts";
import { identityOf } from "../../src/model/identity.ts";

test("a phone number is one key however it is written", () => {
  const written = [
    "+49 151 23456789",
    "0049 (151) 234-56789",
    "+49 (0)151 23456789",
    "0151/23456789",
    "0151 2345 6789",
    "＋４９15123456789",
  ];
  expect(new Set(written.map((number) => phoneOf(number, "DE")))).toEqual(new Set(["phone:+4915123456789"]));
  expect(phoneOf("532 123 45 67", "TR")).toBe("phone:+905321234567");
  expect(phoneOf("(415) 555-2671", "US")).toBe("phone:+14155552671");
});

test("a number that may be many people's is no key", () => {
  expect(phoneOf("0151 23456789", "")).toBeNull();
  expect(phoneOf("0151 23456789", "XX")).toBeNull();
  expect(phoneOf("+49 30 123456 ext. 12", "DE")).toBeNull();
  for (const raw of ["12", "call me", "", null, undefined, {}, [], "+", "+999999999999999999", "0".repeat(5000)])
    expect(phoneOf(raw, "DE"), String(raw)).toBeNull();
});

test("what looks like a key and is none stays a trait, and says so", () => {
  expect(contactsIn({ email: "nobody", phone: "0151 1", loyalty_card: "guest" }, "DE")).toEqual({
    identities: [],
    flags: ["email_unusable", "phone_unusable", "card_unusable"],
  });
  expect(contactsIn({ email: " Ada@Example.com", phone: "015123456789", loyaltyCard: "ab-12 34" }, "DE")).toEqual({
    identities: ["email:ada@example.com", "phone:+4915123456789", "loyalty:AB1234"],
    flags: [],
  });
  expect(contactsIn({}, "DE")).toEqual({ identities: [], flags: [] });
});

test("a national number is meant in the country that stands beside it, and only then in the source's", () => {
  const phoneIn = (traits: object, home = "DE") => contactsIn({ phone: "0151 23456789", ...traits }, home).identities;
  expect(phoneIn({})).toEqual(["phone:+4915123456789"]);
  expect(phoneIn({ country: "AT" })).toEqual(["phone:+4315123456789"]);
  expect(phoneIn({ address: { country: "at" } })).toEqual(["phone:+4315123456789"]);
  expect(phoneIn({ address: { country: "Austria", country_code: "AT" } }, "")).toEqual(["phone:+4315123456789"]);
  // What is no country's code says nothing.
  for (const country of ["Germany", "", null, 49, "ZZ", { code: "AT" }, "__proto__"])
    expect(phoneIn({ country })).toEqual(["phone:+4915123456789"]);
  expect(phoneIn({ phone: "+49 30 123456", country: "AT" })).toEqual(["phone:+4930123456"]);
  expect(countryAmong(undefined, " fr ", "DE")).toBe("FR");
  expect(countryAmong("Atlantis", undefined)).toBe("");
});

test("a card that is scanned or typed is one key, and an address has the shape of one", () => {
  expect(new Set(["L 0001", "l-0001", "L0001", 1].map((card) => identityOf("loyalty", card)))).toEqual(
    new Set(["loyalty:L0001", "loyalty:1"]),
  );
  expect(identityOf("email", "Ada@Example.COM")).toBe("email:ada@example.com");
  for (const wrong of ["ada", "ada@", "@example.com", "a b@example.com", "ada@example", "<ada@example.com>"])
    expect(identityOf("email", wrong), wrong).toBeNull();
  expect(identityOf("phone", "0151 123456")).toBeNull();
});

test("a time zone says in which country national numbers are meant, where it is one country's", () => {
  expect(["Europe/Berlin", "Europe/Istanbul", "Asia/Shanghai", "America/New_York"].map(countryOfZone)).toEqual(["DE", "TR", "CN", "US"]);
  expect(["UTC", "Etc/GMT+3", "Nowhere/Else", ""].map(countryOfZone)).toEqual(["", "", "", ""]);
  expect(countries).toContain("GB");
  expect(countries).not.toContain("EU");
});
