import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOrderOf, readInstant, type DateOrder } from "../../src/collect/imports/cells/instant.ts";
import { readCurrency, readMoney } from "../../src/collect/imports/cells/money.ts";
import { decimalSignOf, readNumber } from "../../src/collect/imports/cells/number.ts";
import { readChannel, readQuestion, readStage } from "../../src/collect/imports/cells/words.ts";
import { zoneOf } from "../../src/collect/imports/cells/zone.ts";

const iso = (cell: string, order: DateOrder | null = null, zone = "UTC"): string | null => {
  const at = readInstant(cell, { order, zone: zoneOf(zone) });
  return at === null ? null : new Date(at).toISOString();
};

describe("a date in a file", () => {
  it("is read in the ways in which programs and people write it", () => {
    const same = [
      "2026-03-31T14:05:00Z",
      "2026-03-31 14:05",
      "2026-03-31T16:05:00+02:00",
      "2026-03-31T14:05:00.000",
      "2026/03/31 14:05:00",
      "20260331T140500Z",
      "31.03.2026 14:05",
      "31.03.2026, 14.05",
      "3/31/2026 2:05 PM",
      "03/31/26 02:05pm",
      "31-03-2026 14:05:00 UTC",
      "31 Mar 2026 14:05",
      "31-Mar-26 14:05",
      "31/Mar/26 2:05 PM",
      "31st March 2026, 14:05",
      "Mar 31, 2026 2:05:00 PM",
      "March 31 2026 at 14:05",
      "Tue, 31 Mar 2026 14:05:00 +0000",
      "1774965900",
      "1774965900000",
      "1774965900.0",
      "1774965900000000",
    ];
    for (const cell of same) expect(`${cell}: ${iso(cell)}`).toBe(`${cell}: 2026-03-31T14:05:00.000Z`);
  });

  it("is nothing when it is no day of the calendar, or no date at all", () => {
    for (const cell of [
      "",
      "2026-02-30",
      "31/31/2026",
      "2026-13-01",
      "0000-00-00",
      "1970-01-01",
      "2026-03-31 25:00",
      "13:00 PM",
      "soon",
      "5",
      "12345",
      "10 apples 2026",
      "2101-01-01",
      "03/04/2026",
    ])
      expect(`${cell}: ${iso(cell)}`).toBe(`${cell}: null`);
  });

  it("needs the order of day and month only when its file leaves it open", () => {
    expect(dateOrderOf(["03/04/2026", "25/04/2026"])).toBe("dmy");
    expect(dateOrderOf(["03/04/2026", "04/25/2026"])).toBe("mdy");
    expect(dateOrderOf(["03/04/2026", "05/06/2026"])).toBeNull();
    expect(dateOrderOf(["25/04/2026", "04/25/2026"])).toBeNull();
    expect(dateOrderOf(["03.04.2026"])).toBe("dmy");
    expect(dateOrderOf(["2026-04-03"])).toBeUndefined();
    expect([iso("03/04/2026", "dmy"), iso("03/04/2026", "mdy")]).toEqual(["2026-04-03T00:00:00.000Z", "2026-03-04T00:00:00.000Z"]);
    expect(iso("25/04/2026", "mdy")).toBeNull();
    expect([iso("26/04/03", "ymd"), iso("03/04/2026", "ymd")]).toEqual(["2026-04-03T00:00:00.000Z", null]);
  });

  it("without an offset is a time of its zone: in summer, in winter, and where clocks change", () => {
    expect(iso("2026-07-01 12:00", null, "Europe/Berlin")).toBe("2026-07-01T10:00:00.000Z");
    expect(iso("2026-01-01 12:00", null, "Europe/Berlin")).toBe("2026-01-01T11:00:00.000Z");
    expect(iso("2026-03-29 02:30", null, "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
    expect(iso("2026-10-25 02:30", null, "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
    expect(iso("2026-03-31 05:45", null, "Asia/Kathmandu")).toBe("2026-03-31T00:00:00.000Z");
  });

  it("comes back from the wall clock of its zone, whatever the zone and the time", () => {
    const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 1.9e9 }), (name, seconds) => {
        const wall = new Intl.DateTimeFormat("sv", { timeZone: name, dateStyle: "short", timeStyle: "medium" }).format(seconds * 1000);
        const back = zoneOf(name).instant(Date.parse(`${wall.replace(" ", "T")}Z`));
        // The second pass of a doubled hour reads as the first.
        expect([0, 1800, 3600]).toContain(seconds - back / 1000);
      }),
    );
  });
});

describe("a number in a file", () => {
  it("has the decimal sign of its column", () => {
    expect(["1,234.50", "1234.5", "1 234.5", "1'234.50", "-1234.50", "(1,234.50)"].map((cell) => readNumber(cell, "."))).toEqual([
      1234.5, 1234.5, 1234.5, 1234.5, -1234.5, -1234.5,
    ]);
    expect(["1.234,50", "1234,5", "1.234", "9,5"].map((cell) => readNumber(cell, ","))).toEqual([1234.5, 1234.5, 1234, 9.5]);
    expect(["", "-", ".", "1.2.3", "12abc", "1,23,45.6", "1e5", "0x10", "9,5"].map((cell) => readNumber(cell, "."))).toEqual(
      Array(9).fill(null),
    );
  });

  it("shows its decimal sign by the company it keeps", () => {
    expect(decimalSignOf(["1.234,50", "12,00"])).toBe(",");
    expect(decimalSignOf(["1,234.50", "12.00"])).toBe(".");
    expect(decimalSignOf(["1,234", "12,500"])).toBe(".");
    expect(decimalSignOf(["1.234", "12.500"])).toBe(",");
    expect(decimalSignOf(["5", "7"])).toBe(".");
  });

  it.each([
    ["R$ 12,50", ",", 1250, "BRL"],
    ["A$12.50", ".", 1250, "AUD"],
    ["US$ 12.50", ".", 1250, "USD"],
    ["$12.50", ".", 1250, "USD"],
    ["12.50 TL", ".", 1250, "TRY"],
    ["1,250円", ".", 1250, "JPY"],
    ["￥1,250", ".", 1250, "JPY"],
    ["1250元", ".", 125_000, "CNY"],
    ["₹1,23,456.00", ".", 12_345_600, "INR"],
    ["1.234,- €", ",", 123_400, "EUR"],
    ["CHF 12.–", ".", 1200, "CHF"],
    ["12,50- EUR", ",", -1250, "EUR"],
  ] as const)("is money of the currency that its country writes so: %s", (cell, decimal, minor, currency) => {
    expect(readMoney(cell, decimal, "EUR")).toEqual({ minor, currency });
  });

  it("takes a sign that several countries share for the one at home", () => {
    expect(["$5", "¥5", "5 kr", "€5"].map((cell) => readMoney(cell, ".", "AUD")?.currency)).toEqual(["AUD", "JPY", "AUD", "EUR"]);
    expect(["$5", "¥5", "5 kr"].map((cell) => [readCurrency(cell, "CNY"), readCurrency(cell, "SEK")])).toEqual([
      ["USD", "USD"],
      ["CNY", "JPY"],
      [null, "SEK"],
    ]);
  });

  it("becomes money in whole minor units of its own currency or the file's", () => {
    expect(readMoney("€ 1.234,50", ",", "USD")).toEqual({ minor: 123_450, currency: "EUR" });
    expect(readMoney("19.99", ".", "USD")).toEqual({ minor: 1999, currency: "USD" });
    expect(readMoney("1,500", ".", "JPY")).toEqual({ minor: 1500, currency: "JPY" });
    expect(readMoney("12.345 KWD", ".", "EUR")).toEqual({ minor: 12_345, currency: "KWD" });
    expect(readMoney("-5.005", ".", "EUR")).toEqual({ minor: -501, currency: "EUR" });
    expect(readMoney("free", ".", "EUR")).toBeNull();
    expect(["CHF 12", "12 zł", "price"].map((text) => readCurrency(text))).toEqual(["CHF", "PLN", null]);
  });

  it("loses no cent to floating point", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), (cents) => {
        const digits = String(Math.abs(cents)).padStart(3, "0");
        const cell = `${cents < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(readMoney(cell, ".", "EUR")?.minor).toBe(cents);
      }),
    );
  });
});

describe("a word in a file", () => {
  it("names a channel, a stage or a question in the words that people use", () => {
    expect(["Website", "In-Store", "Call Center", "E-Mail", "iOS", "Mağaza", "carrier pigeon"].map(readChannel)).toEqual([
      "web",
      "store",
      "phone",
      "email",
      "app",
      "store",
      null,
    ]);
    expect(["Support", "Kauf", "nowhere"].map(readStage)).toEqual(["service", "purchase", null]);
    expect(["NPS Score", "csat", "Customer Effort Score", "Zufriedenheit", "shoe size"].map(readQuestion)).toEqual([
      "recommend",
      "satisfaction",
      "ease",
      "satisfaction",
      null,
    ]);
  });
});
