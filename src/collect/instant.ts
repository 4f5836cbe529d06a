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

const ahead = 86_400_000;
const behind = 5 * 365.25 * 86_400_000;

/**
 * Corrects a sender's clock: what it says about the time between the event and the sending is true, even when both are wrong.
 *
 * More than a day in the future or five years in the past cannot be: then it happened when it was received, and `ts_clamped` says so.
 */
export function correctClock(original: unknown, sent: unknown, receivedAt: number): Moment {
  const originalTimestamp = readInstant(original);
  const sentAt = readInstant(sent);
  const isUnreadable = originalTimestamp === null && original !== undefined && original !== null && original !== "";
  const flags = isUnreadable ? ["ts_unreadable"] : [];
  if (originalTimestamp === null) return { timestamp: receivedAt, originalTimestamp, sentAt, flags };
  const timestamp = sentAt === null ? originalTimestamp : receivedAt - (sentAt - originalTimestamp);
  if (timestamp <= receivedAt + ahead && timestamp >= receivedAt - behind) return { timestamp, originalTimestamp, sentAt, flags };
  return { timestamp: receivedAt, originalTimestamp, sentAt, flags: [...flags, "ts_clamped"] };
}
