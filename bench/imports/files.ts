import { csvLine } from "../../src/model/csv.ts";
import { workbookOf } from "../../test/support/sheets.ts";

const words = [
  "quick, friendly",
  'they said "sorry"',
  "late again;\nnobody answered the phone for half an hour",
  "",
  "ok",
  "würde wiederkommen",
];
const columns = ["Customer ID", "E-mail", "NPS", "Comment", "Date", "Channel", "Region"];

/** The cells of one answer: quoted comments with commas and line breaks, and one bad row in a hundred. */
function answer(i: number): (string | number)[] {
  const at = new Date(1.7e12 + i * 31_000).toISOString().slice(0, 19).replace("T", " ");
  const who = i % 50_000;
  const score = i % 100 === 99 ? "many" : (i * 7) % 11;
  return [`c${who}`, `person${who}@example.com`, score, words[i % words.length]!, at, i % 3 ? "web" : "store", i % 2 ? "North" : "South"];
}

/** A file of answers. */
export function* csvOf(rows: number): Generator<string> {
  yield csvLine(columns);
  for (let i = 0; i < rows; i++) yield csvLine(answer(i));
}

const activities = ["Applied", "Checked", "Called", "Offer made", "Offer sent", "Called again", "Signed", "Paid out", "Declined"];

/** An event log about as large as that of the BPI Challenge of 2012: traces with two attributes, events with four. */
export function* xesOf(traces: number, events: number): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">\n';
  yield '\t<global scope="event">\n\t\t<string key="concept:name" value="UNKNOWN"/>\n\t\t<string key="lifecycle:transition" value="UNKNOWN"/>\n\t</global>\n';
  for (let trace = 0, event = 0; trace < traces; trace++) {
    const start = 1.7e12 + trace * 900_000;
    yield `\t<trace>\n\t\t<date key="REG_DATE" value="${new Date(start).toISOString()}"/>\n\t\t<string key="concept:name" value="${173_688 + trace * 3}"/>\n\t\t<string key="AMOUNT_REQ" value="${5000 + (trace % 90) * 500}"/>\n`;
    const last = Math.round(((trace + 1) * events) / traces);
    for (let step = 0; event < last; event++, step++) {
      const at = new Date(start + step * 3_777_000).toISOString().replace("Z", "+00:00");
      yield `\t\t<event>\n\t\t\t<string key="org:resource" value="${10_100 + (event % 69)}"/>\n\t\t\t<string key="lifecycle:transition" value="${step % 3 ? "COMPLETE" : "START"}"/>\n\t\t\t<string key="concept:name" value="${activities[(trace + step) % activities.length]}"/>\n\t\t\t<date key="time:timestamp" value="${at}"/>\n\t\t</event>\n`;
    }
    yield "\t</trace>\n";
  }
  yield "</log>\n";
}

/** A workbook of answers as Excel writes one: texts shared, dates as numbers with a style. */
export function xlsxOf(rows: number): Buffer {
  const strings: string[] = [];
  const places = new Map<string, number>();
  const shared = (text: string): string => {
    let at = places.get(text);
    if (at === undefined) places.set(text, (at = strings.push(`<t xml:space="preserve">${text.replaceAll('"', "&quot;")}</t>`) - 1));
    return `t="s"><v>${at}</v>`;
  };
  const cell = (value: string | number, column: number, row: number): string => {
    const name = `${"ABCDEFG"[column]}${row}`;
    if (column === 4 && row > 1) return `<c r="${name}" s="2"><v>${Date.parse(`${value}Z`) / 86_400_000 + 25_569}</v></c>`;
    return value === "" ? `<c r="${name}"/>` : `<c r="${name}" ${typeof value === "number" ? `><v>${value}</v>` : shared(value)}</c>`;
  };
  const line = (cells: (string | number)[], row: number): string =>
    `<row r="${row}">${cells.map((value, column) => cell(value, column, row)).join("")}</row>`;
  const lines = [line(columns, 1)];
  for (let i = 0; i < rows; i++) lines.push(line(answer(i), i + 2));
  return workbookOf({ sheets: [{ name: "Answers", rows: lines.join("\n") }], strings });
}
