import { createHash } from "node:crypto";
import { NamedColumns, Sample } from "./columns.ts";
import { recordLimit } from "./csv/records.ts";
import { createDecoder, type Encoding } from "./encoding.ts";
import { refuseFile, type Format, type FormatFile, type Inspection } from "./format.ts";
import { recordOf, weighEncoding } from "./json.ts";
import { parseObject } from "./json/flatten.ts";

/** One JSON object a line, as logs and warehouses write them. */
export const ndjson: Format = {
  id: "ndjson",
  title: "NDJSON",
  recognises: ({ text }) => {
    const lines = text.split("\n", 3).map((line) => line.trim());
    const first = parseObject(lines[0]!);
    if (first === null) return false;
    // One line alone is a row, or a page of JSON without line breaks, which has its rows in a list.
    return lines[1] ? lines[1].startsWith("{") : !/\[\s*\{/.test(lines[0]!) && !holdsRows(Object.values(first));
  },
  look,
  async *read(file, { headers, encoding }) {
    const columns = new NamedColumns(headers);
    for await (const { lines, bytes } of linesOf(file, encoding)) yield { records: lines.map((line) => recordOf(line, columns)), bytes };
  },
};

/** Whether the members of an object are many rows, each under its id, or whole columns: taken for one row, all but the first would be lost. */
function holdsRows(members: unknown[]): boolean {
  if (members.length < 2) return false;
  if (members.every(Array.isArray)) return true;
  if (!members.every((member) => typeof member === "object" && member !== null && !Array.isArray(member))) return false;
  const [first, ...others] = members.map((member) => Object.keys(member as object));
  return others.every((keys) => keys.filter((key) => first!.includes(key)).length * 2 > Math.min(keys.length, first!.length));
}

async function look(file: FormatFile): Promise<Inspection[]> {
  const hash = createHash("sha256");
  const encoding = await weighEncoding(file, (chunk) => hash.update(chunk));
  const columns = new NamedColumns();
  const sample = new Sample();
  let rows = 0;
  let size = 0;
  for await (const { lines, bytes } of linesOf(file, encoding)) {
    size = bytes;
    rows += lines.length;
    for (const line of lines) {
      const { cells, problem } = recordOf(line, columns);
      if (!problem) sample.add(cells);
      columns.check(file);
    }
  }
  if (columns.headers.length === 0) refuseFile(file, "its lines hold no values. Write one JSON object with values on each line.");
  const layout = { format: "ndjson" as const, table: "", firstRow: 1, hasHeader: false, headers: columns.headers };
  const text = { encoding, dialect: { delimiter: ",", newline: "\n" as const } };
  return [{ ...layout, ...text, name: "", bytes: size, rowsEstimated: rows, sample: sample.rows, fingerprint: hash.digest("hex") }];
}

type Line = { row: number; text: string; problem: "too_long" | null };

async function* linesOf(file: FormatFile, encoding: Encoding): AsyncGenerator<{ lines: Line[]; bytes: number }> {
  const decoder = createDecoder(encoding);
  let bytes = 0;
  let row = 0;
  let rest = "";
  let isTooLong = false;
  const take = (text: string, lines: Line[]): void => {
    row++;
    const problem = isTooLong || text.length > recordLimit ? ("too_long" as const) : null;
    isTooLong = false;
    if (text.trim() !== "") lines.push({ row, text: problem ? text.slice(0, 1000) : text, problem });
  };
  for await (const chunk of file.bytes()) {
    bytes += chunk.length;
    const lines: Line[] = [];
    const text = rest + decoder.decode(chunk);
    let at = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", at)) {
      take(text.slice(at, end), lines);
      at = end + 1;
    }
    rest = text.slice(at);
    if (rest.length > recordLimit) {
      isTooLong = true;
      rest = rest.slice(0, 1000);
    }
    yield { lines, bytes };
  }
  const last: Line[] = [];
  take(rest + decoder.end(), last);
  yield { lines: last, bytes };
}
