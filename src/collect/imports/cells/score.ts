import { questionScale, type ScoredQuestion } from "../../../model/fact.ts";
import { readLabel } from "./labels.ts";
import { readNumber, type DecimalSign } from "./number.ts";

/** The answer that a cell gives on the question's scale, as a number, a fraction, stars or a labelled choice; `null` when it gives none. */
export function readScore(cell: string, question: ScoredQuestion, decimal: DecimalSign = "."): number | null {
  const [low, high] = questionScale[question];
  // Nearly every cell is a bare number.
  if (/^\d{1,2}$/.test(cell)) return Number(cell) >= low && Number(cell) <= high ? Number(cell) : null;
  if (/^[★⭐]+[☆]*$/u.test(cell)) return within([...cell].filter((sign) => sign !== "☆").length, low, high);
  // `9/10` and `10 - extremely likely` are whole answers too.
  const said =
    /^(\d+)(?:[.,]0+)?\s*(?:\/|of|out of|sur|von|de|su|van)\s*(\d+)(?:\s+(?:stars?|sternen?|étoiles|estrellas|stelle|sterren))?$/i.exec(
      cell,
    ) ?? /^(\d+)\s*(?:[-–:(=.]\s*\p{L}|[-–:(=](?!\d+[-–:]\d)|\p{L})/u.exec(cell);
  if (said?.[2] !== undefined && Number(said[2]) !== high) return null;
  const number = said ? Number(said[1]) : readNumber(cell, decimal);
  return number === null ? readLabel(cell, question) : within(number, low, high);
}

const within = (score: number, low: number, high: number): number | null =>
  Number.isInteger(score) && score >= low && score <= high ? score : null;
