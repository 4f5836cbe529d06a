const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const wholeOrDecimal = /^-?\d{1,16}(?:\.\d+)?$/;

// Up to here a number counts seconds (the year 5138), above it milliseconds.
const mostSeconds = 1e11;
const mostMs = 8.64e15;

/**
 * An instant from outside: ISO 8601, or seconds or milliseconds since 1970. Without a zone it is UTC.
 *
 * @returns  UTC milliseconds; `null` when it is none of these
 */
export function readInstant(raw: unknown): number | null {
  if (typeof raw === "number") return fromEpoch(raw);
  if (typeof raw !== "string") return null;
  const text = raw.trim();
  if (wholeOrDecimal.test(text)) return fromEpoch(Number(text));
  const parts = iso.exec(text);
  if (!parts) return null;
  const [, day, minute = "00:00", second = "00", fraction = "0", zone = "Z"] = parts;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const ms = Date.parse(`${day}T${minute}:${second}.${fraction.padEnd(3, "0")}${offset}`);
  return Number.isNaN(ms) ? null : ms;
}

function fromEpoch(value: number): number | null {
  if (!Number.isFinite(value) || Math.abs(value) > mostMs) return null;
  return Math.trunc(Math.abs(value) < mostSeconds ? value * 1000 : value);
}

/** When something happened: corrected by the difference of the sender's clock, and mended when that is impossible. */
export type Moment = { timestamp: number; originalTimestamp: number | null; sentAt: number | null; flags: string[] };

const drift = 60_000;
const ahead = 86_400_000;
const behind = 5 * 365.25 * 86_400_000;

/**
 * Corrects a sender's clock: what it says about the time between the event and the sending is true, even when both are wrong.
 *
 * Nothing happens after it was received: what a clock dates later counts as happened when it arrived, or it would lead every list until
 * its hour comes. More than a minute says `ts_ahead`; more than a day, or five years in the past, is no clock's drift and says `ts_clamped`.
 */
export function correctClock(original: unknown, sent: unknown, receivedAt: number): Moment {
  const originalTimestamp = readInstant(original);
  const sentAt = readInstant(sent);
  const isUnreadable = originalTimestamp === null && original !== undefined && original !== null && original !== "";
  const flags = isUnreadable ? ["ts_unreadable"] : [];
  if (originalTimestamp === null) return { timestamp: receivedAt, originalTimestamp, sentAt, flags };
  const timestamp = sentAt === null ? originalTimestamp : receivedAt - (sentAt - originalTimestamp);
  const isImpossible = timestamp > receivedAt + ahead || timestamp < receivedAt - behind;
  if (isImpossible) return { timestamp: receivedAt, originalTimestamp, sentAt, flags: [...flags, "ts_clamped"] };
  if (timestamp > receivedAt + drift) flags.push("ts_ahead");
  return { timestamp: Math.min(timestamp, receivedAt), originalTimestamp, sentAt, flags };
}
