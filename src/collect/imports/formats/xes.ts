import { createHash } from "node:crypto";
import type { Layout } from "../plan.ts";
import { NamedColumns, Sample } from "./columns.ts";
import { byteOrderMark } from "./encoding.ts";
import { refuseFile, type Batch, type Format, type FormatFile, type Inspection } from "./format.ts";
import { EventReader, xesColumns } from "./xes/event-reader.ts";
import { declaredEncoding, readXml } from "./xml.ts";

/** An event log of IEEE 1849: traces are customers, events are what happened to them, in the order of the document. */
export const xes: Format = {
  id: "xes",
  title: "XES",
  recognises: ({ text }) => /^<(\?xml|!--|log)/.test(text) && /<([\w-]+:)?log[\s>]/.test(text),
  look,
  async *read(file, { headers, encoding }) {
    yield* eventsOf(file.bytes(), new NamedColumns(headers), { file, encoding });
  },
};

async function look(file: FormatFile): Promise<Inspection[]> {
  const hash = createHash("sha256");
  const columns = new NamedColumns();
  for (const name of xesColumns) columns.at(name);
  const sample = new Sample();
  const encoding = await encodingOf(file);
  let rows = 0;
  let size = 0;
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.bytes()) {
      hash.update(chunk);
      yield chunk;
    }
  }
  for await (const { records, bytes } of eventsOf(hashed(), columns, { file, encoding })) {
    size = bytes;
    rows += records.length;
    columns.check(file);
    for (const record of sample.isFull ? [] : records) sample.add(record.cells);
  }
  const [user, name, time] = [0, 1, 2];
  const layout: Layout = {
    format: "xes",
    table: "",
    firstRow: 1,
    encoding,
    dialect: { delimiter: ",", newline: "\n" },
    hasHeader: false,
    headers: columns.headers,
  };
  const suggests = { kind: "interactions" as const, columns: { user, name, time } };
  return [{ ...layout, name: "", bytes: size, rowsEstimated: rows, sample: sample.rows, fingerprint: hash.digest("hex"), suggests }];
}

async function* eventsOf(
  chunks: AsyncIterable<Uint8Array>,
  columns: NamedColumns,
  { file, encoding }: { file: FormatFile; encoding: Layout["encoding"] },
): AsyncGenerator<Batch> {
  const reader = new EventReader(columns);
  for await (const bytes of readXml(chunks, reader, { file, encoding })) yield { records: reader.take(), bytes };
  if (!reader.isLog) refuseFile(file, "it is XML, but not an event log (XES): its outermost element is not log.");
}

async function encodingOf(file: FormatFile): Promise<Layout["encoding"]> {
  for await (const chunk of file.bytes())
    return byteOrderMark(chunk) ?? declaredEncoding(Buffer.from(chunk.subarray(0, 200)).toString("latin1"));
  return "utf-8";
}
