const quarter = 900_000;
const dayMs = 86_400_000;

/** Turns wall-clock times of one time zone into instants. */
export type Zone = {
  /** The instant, in UTC ms, of a wall-clock time given as if it were UTC. Within a skipped hour the clock has already moved on; a doubled hour is its first. */
  instant(wallMs: number): number;
};

/** @throws RangeError when there is no such zone */
export function zoneOf(timezone: string): Zone {
  const format = new Intl.DateTimeFormat("en-US-u-ca-iso8601-nu-latn", {
    timeZone: timezone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  // Offsets change on quarters of an hour; files repeat days, so nearly every row is answered from here.
  const offsets = new Map<number, number>();
  const offsetAt = (at: number): number => {
    const key = Math.floor(at / quarter);
    const known = offsets.get(key);
    if (known !== undefined) return known;
    const part = Object.fromEntries(format.formatToParts(key * quarter).map(({ type, value }) => [type, Number(value)]));
    const wall = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
    if (offsets.size > 100_000) offsets.clear();
    offsets.set(key, wall - key * quarter);
    return wall - key * quarter;
  };
  // Nearly every day has one offset from its beginning to its end, and then the hour does not matter.
  const days = new Map<number, number | null>();
  const dayOffset = (day: number): number | null => {
    const known = days.get(day);
    if (known !== undefined) return known;
    const offset = offsetAt((day - 1) * dayMs);
    const even = [0, 1, 2].every((later) => offsetAt((day + later) * dayMs) === offset) ? offset : null;
    if (days.size > 10_000) days.clear();
    days.set(day, even);
    return even;
  };
  return {
    instant: (wallMs) => {
      const offset = dayOffset(Math.floor(wallMs / dayMs));
      if (offset !== null) return wallMs - offset;
      const before = wallMs - offsetAt(wallMs - 86_400_000);
      if (before + offsetAt(before) === wallMs) return before;
      const after = wallMs - offsetAt(wallMs + 86_400_000);
      return after + offsetAt(after) === wallMs ? after : before;
    },
  };
}
