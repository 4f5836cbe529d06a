/** Which sign parts the whole from the fraction. */
export type DecimalSign = "." | ",";

// India groups lakhs by two digits: `1,23,456.00`.
const shape = /^([+-]?)(\d{1,3}(?:[.,'’\s\u00A0\u202F]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d+)?(?:([.,])(\d+))?$/;

/** A decimal number as written: its sign, its digits before and behind the decimal sign. */
export type Written = { negative: boolean; whole: string; fraction: string };

/** The number that a cell holds, grouping signs allowed; `null` when it holds none. */
export function readWritten(cell: string, decimal: DecimalSign): Written | null {
  const grouping = decimal === "." ? "," : ".";
  const plain = cell
    .trim()
    .replace(/^\((.*)\)$/, "-$1")
    .replace(/[\u2212\u2013\u2014]/g, "-")
    // `12.-` is an even amount, `12.50-` a negative one.
    .replace(/(\d)[.,]-{1,2}$/, "$1")
    .replace(/^(\d.*)-$/, "-$1");
  const parts = shape.exec(plain);
  if (!parts || (parts[2] === undefined && parts[4] === undefined)) return null;
  let [, sign, whole = "0", mark, fraction = ""] = parts;
  if (whole.includes(decimal)) {
    // `1,234` where the comma is decimal: the group was a fraction.
    if (mark !== undefined || whole.split(decimal).length > 2) return null;
    [whole, fraction] = whole.split(decimal) as [string, string];
    mark = decimal;
  }
  if (mark === grouping) {
    if (fraction.length !== 3) return null;
    whole += fraction;
    fraction = "";
  }
  return { negative: sign === "-", whole: whole.replace(/\D/g, ""), fraction };
}

/** The number that a cell holds; `null` when it holds none. */
export function readNumber(cell: string, decimal: DecimalSign): number | null {
  const written = readWritten(cell, decimal);
  return written && Number(`${written.negative ? "-" : ""}${written.whole}.${written.fraction || "0"}`);
}

/** Which decimal sign the cells of a column speak for; a lone group of three (`1,234`) speaks for grouping. */
export function decimalSignOf(cells: readonly string[]): DecimalSign {
  let comma = 0;
  let dot = 0;
  for (const cell of cells) {
    const digits = cell.replace(/[^\d.,]/g, "");
    const [lastComma, lastDot] = [digits.lastIndexOf(","), digits.lastIndexOf(".")];
    const last = digits[Math.max(lastComma, lastDot)];
    if (last === undefined) continue;
    const isGrouping = Math.min(lastComma, lastDot) === -1 && /[.,]\d{3}$/.test(digits);
    // A group of three may still be a fraction, so it speaks more softly.
    if ((last === ",") !== isGrouping) comma += isGrouping ? 1 : 2;
    else dot += isGrouping ? 1 : 2;
  }
  return comma > dot ? "," : ".";
}
