import { inEnglish } from "./local-dates.ts";
import { type Zone, zoneOf } from "./zone.ts";

/** Which number comes first in dates such as 03/04/2026. */
export const dateOrders = ["dmy", "mdy", "ymd"] as const;
export type DateOrder = (typeof dateOrders)[number];

const months = "january,february,march,april,may,june,july,august,september,october,november,december".split(",");
const clock = String.raw`(?:[T,]?\s*(?:at\s+)?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm|a\.m\.|p\.m\.)?)?`;
const offset = String.raw`\s*(z|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?|utc|gmt)?`;
const whole = (date: string): RegExp => new RegExp(`^${date}${clock}${offset}$`, "i");

const yearFirst = whole(String.raw`(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})`);
const yearLast = whole(String.raw`(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})`);
const dayMonth = whole(String.raw`(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s/-]+([a-z]{3,9})\.?,?[\s/-]+(\d{4}|\d{2})`);
const monthDay = whole(String.raw`(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`);
const compact = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(z)?$/i;
// Seconds since 1970, or thousandths, or millionths. A telephone number may begin with 0.
const epoch = /^[1-9](?:\d{9}(?:\.\d+)?|\d{12}|\d{15})$/;

/** Earliest and latest year that a date in a file may name; others are typing errors or a program's *no date*. */
const years = [1971, 2100] as const;

/** How the dates of a file are to be read. `order` is `null` when no date in it needs one. */
export type DateReading = { order: DateOrder | null; zone: Zone };

/** The instant in UTC ms that a cell names; `null` when it names none, or when its order of day and month is not known. */
export function readInstant(cell: string, { order, zone }: DateReading): number | null {
  const plain = readPlain(cell);
  if (plain !== null) return within(zone.instant(plain));
  if (epoch.test(cell)) {
    const number = Number(cell);
    return within(cell.length === 16 ? Math.round(number / 1000) : cell.length === 13 ? number : Math.round(number * 1000));
  }
  const found = readForms(cell, order) ?? readForms(inEnglish(cell), order);
  if (!found) return null;
  const { year, month, day, time, shift } = found;
  const wall = Date.UTC(year, month - 1, day) + time;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return within(shift === null ? zone.instant(wall) : wall - shift);
}

const anyZone = zoneOf("UTC");

/** Whether a cell names an instant, though it may need the order of day and month to say which. */
export const isInstant = (cell: string): boolean =>
  readInstant(cell, { order: null, zone: anyZone }) !== null || dateOrderOf([cell]) !== undefined;

/** Whether a cell is a time of some day: `9:05`, `14:05:09`, `2:05 PM`. */
export const isClock = (cell: string): boolean => /^\d{1,2}:\d{2}(:\d{2}([.,]\d{1,9})?)?\s*([ap]\.?m\.?|uhr|h)?$/i.test(cell);

/** What the sample says about the order of day and month: decided, contradicting or open (`null`), or never needed (`undefined`). */
export function dateOrderOf(cells: readonly string[]): DateOrder | null | undefined {
  let dmy = 0;
  let mdy = 0;
  let seen = 0;
  for (const cell of cells) {
    const plain = cell.trim();
    const parts = yearLast.exec(plain) ?? yearLast.exec(inEnglish(plain) ?? "");
    if (!parts) continue;
    seen++;
    // No country writes the month first with dots between.
    if (Number(parts[1]) > 12 || /^\d+\.\d+\.\d/.test(plain)) dmy++;
    else if (Number(parts[2]) > 12) mdy++;
  }
  if (seen === 0) return undefined;
  if (dmy > 0 && mdy === 0) return "dmy";
  return mdy > 0 && dmy === 0 ? "mdy" : null;
}

/** The wall clock, as if it were UTC, of the form that programs write most: `2026-03-31`, `2026-03-31 14:05` or `2026-03-31T14:05:09`; `null` for others. */
function readPlain(cell: string): number | null {
  const { length } = cell;
  if ((length !== 10 && length !== 16 && length !== 19) || cell.charCodeAt(4) !== 45 || cell.charCodeAt(7) !== 45) return null;
  const separator = cell.charCodeAt(10);
  if (length > 10 && ((separator !== 32 && separator !== 84) || cell.charCodeAt(13) !== 58)) return null;
  if (length > 16 && cell.charCodeAt(16) !== 58) return null;
  const year = digits(cell, 0) * 100 + digits(cell, 2);
  const [month, day] = [digits(cell, 5), digits(cell, 8)];
  const hour = length > 10 ? digits(cell, 11) : 0;
  const minute = length > 10 ? digits(cell, 14) : 0;
  const second = length > 16 ? digits(cell, 17) : 0;
  // Every month has 28 days; the last ones of a month are looked at with care below.
  const isPlain = year >= years[0] && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour >= 0 && hour <= 23;
  return isPlain && minute >= 0 && minute <= 59 && second >= 0 && second <= 59
    ? Date.UTC(year, month - 1, day, hour, minute, second)
    : null;
}

/** The number of two digits at a place; far below 0 when they are none. */
function digits(cell: string, at: number): number {
  const [tens, ones] = [cell.charCodeAt(at) - 48, cell.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1e6;
}

type Found = { year: number; month: number; day: number; time: number; shift: number | null };

function readYearFirst(cell: string): Found | null {
  const parts = yearFirst.exec(cell);
  if (parts) return found(parts[1], Number(parts[2]), parts[3], parts.slice(4));
  const tight = compact.exec(cell);
  return tight ? found(tight[1], Number(tight[2]), tight[3], [tight[4], tight[5], tight[6], undefined, undefined, tight[7]]) : null;
}

function readYearLast(cell: string, order: DateOrder | null): Found | null {
  const parts = yearLast.exec(cell);
  if (!parts) return null;
  const ordered = order ?? dateOrderOf([cell]);
  if (!ordered) return null;
  const [first, second, third] = parts.slice(1);
  if (ordered === "ymd") return first!.length === 2 && third!.length === 2 ? found(first, Number(second), third, parts.slice(4)) : null;
  const [day, month] = ordered === "dmy" ? [first, second] : [second, first];
  return found(third, Number(month), day, parts.slice(4));
}

const readForms = (cell: string | null, order: DateOrder | null): Found | null =>
  cell === null ? null : (readYearFirst(cell) ?? readYearLast(cell, order) ?? readNamed(cell));

function readNamed(cell: string): Found | null {
  const dayFirst = dayMonth.exec(cell);
  if (dayFirst) return inMonth(dayFirst[2]!, dayFirst[3], dayFirst[1], dayFirst.slice(4));
  const monthFirst = monthDay.exec(cell);
  return monthFirst ? inMonth(monthFirst[1]!, monthFirst[3], monthFirst[2], monthFirst.slice(4)) : null;
}

function inMonth(name: string, year: string | undefined, day: string | undefined, rest: (string | undefined)[]): Found | null {
  const month = monthOf(name);
  return month === 0 ? null : found(year, month, day, rest);
}

// `Marraskuu` begins as March does, and is November.
const monthOf = (name: string): number => {
  const short = name.toLowerCase().replace(/^sept$/, "sep");
  return months.findIndex((month) => month.startsWith(short)) + 1;
};

function found(year: string | undefined, month: number, day: string | undefined, rest: (string | undefined)[]): Found | null {
  const [hour, minute, second, fraction, half, zone] = rest;
  const hours = Number(hour ?? 0);
  if (hours > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 60 || (half && (hours < 1 || hours > 12))) return null;
  const of24 = half ? (hours % 12) + (/^p/i.test(half) ? 12 : 0) : hours;
  const time =
    of24 * 3_600_000 + Number(minute ?? 0) * 60_000 + Number(second ?? 0) * 1000 + Math.floor(Number(`0.${fraction ?? 0}`) * 1000 + 1e-6);
  const short = Number(year);
  return { year: year!.length === 2 ? short + (short < 70 ? 2000 : 1900) : short, month, day: Number(day), time, shift: shiftOf(zone) };
}

function shiftOf(zone: string | undefined): number | null {
  if (!zone) return null;
  const digits = zone.replace(/\D/g, "");
  if (digits === "") return 0;
  // `+1`, `+01`, `+0130` and `+01:30`
  const hours = digits.length % 2 === 1 ? digits.slice(0, 1) : digits.slice(0, 2);
  const minutes = Number(hours) * 60 + Number(digits.slice(hours.length) || 0);
  return (zone.includes("-") ? -1 : 1) * minutes * 60_000;
}

const within = (at: number): number | null => {
  const year = new Date(at).getUTCFullYear();
  return year >= years[0] && year <= years[1] ? at : null;
};
