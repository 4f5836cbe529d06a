import { useTranslation } from "react-i18next";
import { useDoor } from "../data/door.ts";

type Unit = "points" | "percent";
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Writes numbers, money and time as people of this language, zone and currency read them. */
export function makeFormat(language: string, zone: string, currency: string, now: () => number = Date.now) {
  const region = language === "en" && !navigator.language.startsWith("en") ? "en-GB" : language === "en" ? navigator.language : language;
  const number = keepNumbers(region);
  const whole = number({ maximumFractionDigits: 0 });
  const tenth = number({ maximumFractionDigits: 1 });
  const short = number({ notation: "compact", maximumFractionDigits: 1 });
  const at = (options: Intl.DateTimeFormatOptions, timeZone = zone) => new Intl.DateTimeFormat(region, { timeZone, ...options });
  const dayOnly = at({ day: "numeric", month: "short" }, "UTC");
  const dayYear = at({ day: "numeric", month: "short", year: "numeric" }, "UTC");
  const monthYear = at({ month: "short", year: "numeric" }, "UTC");
  const momentDay = at({ day: "numeric", month: "short", year: "numeric" });
  const moment = at({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const momentYear = at({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
  const exact = at({ dateStyle: "full", timeStyle: "medium" });
  const clock = at({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const clockShort = at({ hour: "2-digit", minute: "2-digit" });
  const longDay = at({ weekday: "long", day: "numeric", month: "long" });
  const weekday = at({ weekday: "short" }, "UTC");
  const calendar = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
  const relative = new Intl.RelativeTimeFormat(region, { numeric: "auto", style: "short" });
  const noon = (iso: string) => new Date(iso.length === 10 ? `${iso}T12:00:00Z` : iso);
  const minus = (text: string) => text.replace("-", "−");
  // Durations write their units without a dot, and both stand in one column.
  const undotted = (text: string) => text.replace(/(\p{L})\.(?=\s|$)/gu, "$1");

  const figure = (value: number, unit: Unit) => minus(whole.format(Math.round(value) || 0)) + (unit === "percent" ? " %" : "");
  const money = (minor: number, code: string = currency, compact = false) => {
    const style = { style: "currency", currency: code || currency } as const;
    const digits = number(style).resolvedOptions().maximumFractionDigits ?? 2;
    const amount = minor / 10 ** digits;
    const rounds = compact || amount % 1 === 0 ? { maximumFractionDigits: 0 } : {};
    return minus(number({ ...style, ...rounds }).format(amount));
  };
  const parts = (ms: number, unit: "day" | "hour" | "minute" | "second", size: number) =>
    number({
      style: "unit",
      unit,
      unitDisplay: "short",
      maximumFractionDigits: ms / size < 10 && size >= hour ? 1 : 0,
    }).format(ms / size);

  return {
    zone,
    currency,
    figure,
    money,
    number: (value: number) => minus(whole.format(value)),
    tenth: (value: number) => minus(tenth.format(value)),
    short: (value: number) => short.format(value),
    /** A difference; of two shares it is one of points, and no percentage. */
    signed: (value: number, unit: Unit) =>
      (Math.round(value) > 0 ? "+" : "") + figure(value, "points") + (unit === "percent" ? " pts" : ""),
    share: (part: number) => `${tenth.format(100 * part)} %`,
    /** Milliseconds since a moment, never negative. */
    since: (iso: string) => Math.max(0, now() - Date.parse(iso)),
    today: () => calendar.format(now()),
    dayOf: (iso: string) => calendar.format(new Date(iso)),
    day: (iso: string) => dayOnly.format(noon(iso)),
    dayYear: (iso: string) => dayYear.format(noon(iso)),
    month: (iso: string) => monthYear.format(noon(iso)),
    span: (from: string, to: string) => dayYear.formatRange(noon(from), noon(to)),
    moment: (iso: string) => moment.format(new Date(iso)),
    momentYear: (iso: string) => momentYear.format(new Date(iso)),
    exact: (iso: string) => `${exact.format(new Date(iso))} (${zone})`,
    clock: (iso: string) => clock.format(new Date(iso)),
    clockShort: (iso: string) => clockShort.format(new Date(iso)),
    /** Name of a day of the week, 1 (Monday) to 7. */
    weekday: (day: number) => weekday.format(Date.UTC(2024, 0, day)),
    longDay: (iso: string) => longDay.format(new Date(iso)),
    relative: (iso: string) => {
      const gap = Date.parse(iso) - now();
      const size = Math.abs(gap);
      if (size < minute) return undotted(relative.format(0, "second"));
      if (size < hour) return undotted(relative.format(Math.trunc(gap / minute), "minute"));
      if (size < 2 * day) return undotted(relative.format(Math.trunc(gap / hour), "hour"));
      if (size < 60 * day) return undotted(relative.format(Math.trunc(gap / day), "day"));
      return momentDay.format(new Date(iso));
    },
    duration: (ms: number) => {
      if (ms >= 2 * day) return parts(ms, "day", day);
      if (ms >= hour) return parts(ms, "hour", hour);
      if (ms >= minute) return parts(ms, "minute", minute);
      return parts(ms, "second", 1000);
    },
    bytes: (count: number) =>
      number({ style: "unit", unit: count >= 1e6 ? "megabyte" : "kilobyte", maximumFractionDigits: 1 }).format(
        count / (count >= 1e6 ? 1e6 : 1e3),
      ),
  };
}

/** Formats of numbers by their options: making one takes a millisecond, and a screen has hundreds of figures. */
function keepNumbers(region: string) {
  const kept = new Map<string, Intl.NumberFormat>();
  return (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    const format = kept.get(key) ?? new Intl.NumberFormat(region, options);
    kept.set(key, format);
    return format;
  };
}

const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
/** The visitor's own time zone, until a workspace says another. */
export const ownZone = (): string => own;

export type Format = ReturnType<typeof makeFormat>;

const made = new Map<string, Format>();

/** One format for all components that write in the same way. */
function formatFor(language: string, zone: string, currency: string): Format {
  const key = `${language} ${zone} ${currency}`;
  const format = made.get(key) ?? makeFormat(language, zone, currency);
  made.set(key, format);
  return format;
}

/** The workspace's way of writing figures: its zone, its currency, the visitor's language. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const workspace = useDoor().data?.workspace;
  const zone = workspace?.timezone ?? ownZone();
  const currency = workspace?.currency ?? "EUR";
  return formatFor(i18n.language, zone, currency);
}
