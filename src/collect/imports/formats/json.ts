import { createHash } from "node:crypto";
import type { Layout } from "../plan.ts";
import { NamedColumns, Sample } from "./columns.ts";
import { createDecoder, EncodingEvidence, type Encoding } from "./encoding.ts";
import { brokenRecord, CellRecord, refuseFile, type FileRecord, type Format, type FormatFile, type Inspection } from "./format.ts";
import { ElementCutter, type Element } from "./json/elements.ts";
import { flatten, parseObject } from "./json/flatten.ts";

type Table = { columns: NamedColumns; sample: Sample; rows: number };

const mostTables = 50;

/** A list of objects, or an object with lists of objects in it; each list is a table. */
export const json: Format = {
  id: "json",
  title: "JSON",
  recognises: ({ text }) => /^\[\s*([[{\]"]|$)/.test(text) || /^\{\s*("|\}|$)/.test(text),
  look,
  async *read(file, { table, headers, encoding }) {
    const columns = new NamedColumns(headers);
    for await (const { elements, bytes } of elementsOf(file, encoding))
      yield { records: elements.filter(({ list }) => list === table).map((element) => recordOf(element, columns)), bytes };
  },
};

async function look(file: FormatFile): Promise<Inspection[]> {
  const hash = createHash("sha256");
  const encoding = await weighEncoding(file, (chunk) => hash.update(chunk));
  const tables = new Map<string, Table>();
  let size = 0;
  for await (const { elements, bytes } of elementsOf(file, encoding)) {
    size = bytes;
    for (const element of elements) add(tables, element, file);
  }
  if (tables.size === 0)
    refuseFile(file, 'it holds no list of objects. Write one as [{"name": "value"}, …], or as an object with such a list.');
  const digest = hash.digest("hex");
  return [...tables].map(([table, { columns, sample, rows }]) => ({
    ...layoutOf(encoding, table, columns),
    name: table,
    bytes: size,
    rowsEstimated: rows,
    sample: sample.rows,
    fingerprint: `${digest} ${table}`.trim(),
  }));
}

const layoutOf = (encoding: Encoding, table: string, { headers }: NamedColumns): Layout => ({
  format: "json",
  table,
  firstRow: 1,
  encoding,
  dialect: { delimiter: ",", newline: "\n" },
  hasHeader: false,
  headers,
});

function add(tables: Map<string, Table>, element: Element, file: FormatFile): void {
  let table = tables.get(element.list);
  if (!table) {
    if (tables.size >= mostTables) return;
    tables.set(element.list, (table = { columns: new NamedColumns(), sample: new Sample(), rows: 0 }));
  }
  table.rows++;
  const { cells, problem } = recordOf(element, table.columns);
  table.columns.check(file);
  if (!problem) table.sample.add(cells);
}

/** The record that the text of an object is, or why it is none. */
export function recordOf({ row, text, problem }: Omit<Element, "list">, columns: NamedColumns): FileRecord {
  if (problem) return brokenRecord(row, text, problem);
  if (text.includes("\uFFFD")) return brokenRecord(row, text, "bad_encoding");
  const value = parseObject(text);
  return value ? new CellRecord(row, flatten(value, columns)) : brokenRecord(row, text, "bad_json");
}

async function* elementsOf(file: FormatFile, encoding: Encoding): AsyncGenerator<{ elements: Element[]; bytes: number }> {
  const decoder = createDecoder(encoding);
  const cutter = new ElementCutter();
  let bytes = 0;
  for await (const chunk of file.bytes()) {
    bytes += chunk.length;
    yield { elements: cutter.read(decoder.decode(chunk)), bytes };
    if (cutter.isTooDeep) refuseFile(file, "its values are nested too deeply to be a list of rows.");
  }
  yield { elements: cutter.read(decoder.end()), bytes };
  if (cutter.open > 0) refuseFile(file, "it ends in the middle of a value, so a part of it is missing. Export or copy it again.");
}

/** The encoding of a whole file, by the evidence of its bytes. */
export async function weighEncoding(file: FormatFile, onChunk: (chunk: Uint8Array) => void): Promise<Encoding> {
  const evidence = new EncodingEvidence();
  for await (const chunk of file.bytes()) {
    evidence.add(chunk);
    onChunk(chunk);
  }
  return evidence.weigh();
}
