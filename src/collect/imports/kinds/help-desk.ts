import { isSilence, readLabel, readThumb } from "../cells/labels.ts";
import { readNumber } from "../cells/number.ts";
import { readScore } from "../cells/score.ts";
import { plainWords } from "../cells/words.ts";
import { quoteValue } from "../rows/problems.ts";
import type { Row } from "../rows/row.ts";

const minute = 60_000;

/** The rating on the satisfaction scale: a number or a word of five steps, or a thumb. Anything else is no rating, and stays beside the ticket. */
export function ratingIn(row: Row): number | null {
  const cell = row.text("rating");
  if (cell === "" || isSilence(cell)) return null;
  const score = /^\D*$/.test(cell) ? (readThumb(cell) ?? readLabel(cell, "satisfaction")) : readScore(cell, "satisfaction");
  if (score === null)
    row.refuseCell(
      "rating",
      "bad_score",
      `${quoteValue(cell)} is not a rating from 1 to 5, and neither good nor bad. Correct it, or leave the cell empty.`,
    );
  return score;
}

/** The wait for the first reply in minutes: between two instants, or as the program counted it, in the unit that its header names. */
export function waitIn(row: Row, created: number): number | null {
  const replied = row.instantIn("replied");
  if (replied !== null) return Math.max(0, Math.round((replied - created) / minute));
  const cell = row.text("replyWait");
  const clock = /^(\d+):(\d{2})(?::(\d{2}))?$/.exec(cell);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const number = readNumber(cell, row.plan.decimal);
  if (number === null) return null;
  const header = plainWords(row.plan.headers[row.plan.columns["replyWait"]!] ?? "");
  const inMinutes = / (hrs|hours|h)$/.test(header) ? number * 60 : / (seconds|sec|s)$/.test(header) ? number / 60 : number;
  return Math.round(inMinutes);
}

const ways = {
  email: /mail/,
  chat: /chat|messeng|conversation|whatsapp/,
  phone: /phone|voice|call/,
  web: /web|portal|form|widget/,
  social: /facebook|twitter|instagram/,
  sms: /sms|text/,
} as const;

/** The channel behind a help desk's own word for it, such as `Web form` or `Voice`. */
export const channelOf = (row: Row) => {
  const plain = plainWords(row.text("channel"));
  return plain === "" ? null : ((Object.keys(ways) as (keyof typeof ways)[]).find((way) => ways[way].test(plain)) ?? null);
};
