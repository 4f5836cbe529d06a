import type { FormatId } from "../plan.ts";
import { createDecoder, EncodingEvidence } from "./encoding.ts";
import { csv } from "./csv.ts";
import { refuseFile, type Format } from "./format.ts";
import { json } from "./json.ts";
import { ndjson } from "./ndjson.ts";
import { xes } from "./xes.ts";
import { xlsx } from "./xlsx.ts";

/** Every format, in the order in which a file is compared with them: what is nothing else is text with delimiters. */
export const formats: Format[] = [xes, ndjson, json, xlsx, csv];

const byId = new Map(formats.map((format) => [format.id, format]));

/** The format of a layout; one that was remembered before there were several is CSV. */
export const formatOf = (id: FormatId | undefined): Format => byId.get(id ?? "csv") ?? csv;

const officeOld =
  "it is an old Excel file (.xls), or one that is locked with a password. Save it as an Excel workbook (.xlsx) without one, or as CSV.";
const packed = (how: string): string => `it is packed with ${how}. Unpack it, or pack it as zip or gzip.`;
const others: [sign: string, says: string][] = [
  ["d0cf11e0", officeOld],
  ["25504446", "it is a PDF. Bring the table that it was made from: Excel (.xlsx), CSV, JSON or XES."],
  ["377abcaf", packed("7-Zip")],
  ["52617221", packed("RAR")],
  ["425a68", packed("bzip2")],
  ["fd377a58", packed("xz")],
  ["28b52ffd", packed("zstd")],
  ["50415231", "it is a Parquet file. Export it as CSV or NDJSON."],
  ["53514c69746520", "it is an SQLite database. Export its table as CSV."],
  ["89504e47", "it is a picture. Bring a table: Excel (.xlsx), CSV, JSON or XES."],
  ["ffd8ff", "it is a picture. Bring a table: Excel (.xlsx), CSV, JSON or XES."],
];

/**
 * The format of a plain file, by how it begins.
 *
 * @throws Failure `bad_file` when it is something that is known and is no table
 */
export function recogniseFormat(head: Buffer, name: string): Format {
  for (const [sign, says] of others) if (head.subarray(0, sign.length / 2).toString("hex") === sign) refuseFile({ name }, says);
  const evidence = new EncodingEvidence();
  evidence.add(head);
  const encoding = evidence.weigh();
  const isText = encoding.startsWith("utf-16") || countControls(head) * 20 <= head.length;
  if (!isText) refuseFile({ name }, "it is not text, and no format that is known here. Bring Excel (.xlsx), CSV, JSON, NDJSON or XES.");
  const text = createDecoder(encoding).decode(head).trimStart();
  const found = formats.find((format) => format.recognises({ bytes: head, text })) ?? csv;
  if (found === csv && /^<(\?xml|!doctype|html)/i.test(text))
    refuseFile({ name }, "it is a web page or an XML file that is no event log (XES). Save the table as Excel (.xlsx) or CSV.");
  return found;
}

/** Bytes that no text has, in any encoding of one byte or more to a letter: control characters but tab, line ends, form feed and escape. */
function countControls(head: Uint8Array): number {
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++;
  return controls;
}
