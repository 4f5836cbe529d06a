import type { Params } from "../data/request.ts";
import { type Address, useAddress } from "./address.ts";
import { useFormat } from "./format.ts";

/** Whole days, both inclusive, as YYYY-MM-DD. */
export type Days = { from: string; to: string };

export const presets = ["30", "90", "180", "365"] as const;
const usual = "90";

/** The bar's words that travel to every analysis, besides the period. */
export const barFields = ["channel", "touchpoint", "stage", "segment", "location"] as const;
const kept = new Set<string>([...barFields, "from", "to", "last"]);
const isBar = (name: string) => kept.has(name) || name.startsWith("trait.");

/** Moves a day by whole days, in the calendar. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function daysBetween({ from, to }: Days): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000) + 1;
}

// People edit addresses, and send each other cut ones.
const isDay = (text: string | undefined): text is string =>
  /^\d{4}-\d\d-\d\d$/.test(text ?? "") && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && shiftDay(text!, 0) === text;

/** The two days that an address names; `null` when it does not, or says something that is no period. */
export function readOwnDays({ from, to }: Address): Days | null {
  return isDay(from) && isDay(to) && from <= to ? { from, to } : null;
}

/** How many days up to today an address names, as it writes them. */
export const readLast = ({ last }: Address): string => (/^[1-9]\d{0,3}$/.test(last ?? "") ? last! : usual);

export function readPeriod(address: Address, today: string): Days {
  return readOwnDays(address) ?? { from: shiftDay(today, 1 - Number(readLast(address))), to: today };
}

/** The days just before the period, equally many: what it is compared with. */
export function previousPeriod(days: Days): Days {
  const length = daysBetween(days);
  return { from: shiftDay(days.from, -length), to: shiftDay(days.from, -1) };
}

/** Filters of the address that narrow whose facts are counted. */
export function readFilters(address: Address): Record<string, string> {
  const narrows = (name: string) => isBar(name) && !["from", "to", "last"].includes(name);
  return Object.fromEntries(Object.entries(address).filter(([name, value]) => value && narrows(name))) as Record<string, string>;
}

/** The bar as every analysis wants it: period and filters of this address. */
export function useBar(): Params & Days {
  const [address] = useAddress();
  const { today } = useFormat();
  return { ...readFilters(address), ...readPeriod(address, today()) };
}

/** What of this address follows along to another screen. */
export function carriedWords(address: Address): Address {
  return Object.fromEntries(Object.entries(address).filter(([name]) => isBar(name)));
}

export { usual as usualPreset };
