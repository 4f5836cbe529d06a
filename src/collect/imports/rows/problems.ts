/** Why a row was set aside: a stable code, and a sentence that names the column and the remedy. */
export type RowProblem = { code: string; says: string };

/** Problems with a row as a whole, before any cell is read. */
export const rowProblems = {
  bad_quotes: "The quotes do not match. Double every quote inside a quoted cell, and close it before the next delimiter.",
  too_long: "The row is longer than 262 144 characters. Shorten its longest cell.",
  bad_json: "This is not a JSON object. Correct its quotes, commas and brackets; NaN and Infinity are no values of JSON.",
  too_deep: "Its values are nested more than 64 levels deep. Flatten them.",
  bad_encoding: "Some characters are damaged (�). Save the file as UTF-8, or type them again.",
} as const;

/** A value as it may stand in a sentence: short and on one line. */
export const quoteValue = (value: string): string => {
  const line = value.replace(/\s+/g, " ");
  return `“${line.length > 60 ? `${line.slice(0, 59)}…` : line}”`;
};
