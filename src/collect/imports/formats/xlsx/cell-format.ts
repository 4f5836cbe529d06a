// Formats that every workbook has without declaring them and that show a date or a time.
const builtIn = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a number format shows a date or a time: it has letters of a date outside quotes, escapes, colours and conditions. */
export function showsDate(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtIn(id);
  const bare = code
    .split(";")[0]!
    .replace(/"[^"]*"?|\\.|_.|\*./g, "")
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  return /[ymdhs]/i.test(bare) && !/^general$/i.test(bare.trim());
}

const day = 86_400_000;

/**
 * The day and time of a serial number, as the wall clock that the workbook shows: `2026-03-31 14:05:00`, `2026-03-31`, or `14:05:00` for a
 * time without a day. The number itself when no calendar has such a day.
 */
export function dateText(serial: number, is1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return String(serial);
  const ms = Math.round(serial * day);
  if (ms < day) return clockText(ms);
  // Workbooks believe that 1900 had a 29 February: day 60. Days before it are one further from the start.
  const start = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const date = new Date(start + Math.floor(ms / day) * day).toISOString().slice(0, 10);
  return ms % day === 0 ? date : `${date} ${clockText(ms % day)}`;
}

function clockText(ms: number): string {
  const text = new Date(ms).toISOString().slice(11, 23);
  return text.endsWith(".000") ? text.slice(0, 8) : text;
}
