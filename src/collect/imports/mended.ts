import { createReadStream } from "node:fs";
import { unguardCell } from "../../model/csv.ts";
import { Failure } from "../../model/failure.ts";
import { createDecoder } from "../sources/csv/encoding.ts";
import { RecordReader, type CsvRecord } from "../sources/csv/records.ts";
import { nameColumns, type Inspection } from "./inspect.ts";
import { problemHeader, type ImportPlan } from "./plan.ts";

/**
 * The plan of a former import for the file that its set-aside rows came back in: the same meaning of every column, found by its name, so that
 * columns may have been moved and others been left out.
 *
 * @throws Failure `bad_file` when a column that the plan needs is missing
 */
export function planForMended(former: ImportPlan, file: string, inspection: Inspection): ImportPlan {
  const { bytes: _bytes, rowsEstimated: _rows, sample, fingerprint: _fingerprint, ...layout } = inspection;
  // The download begins with a header, whatever the first file began with.
  const headers = (layout.hasHeader ? layout.headers : nameColumns(sample[0] ?? [])).map(unguardCell);
  const placeOf = (index: number): number => headers.indexOf(former.headers[index]!);
  const needed = [...Object.values(former.columns), ...former.answers.map(({ column }) => column)].sort((a, b) => a - b);
  const missing = needed.find((index) => placeOf(index) === -1);
  if (missing !== undefined)
    throw new Failure("bad_file", {
      file,
      problem: `it has no column ${former.headers[missing]}. Mend the file that was downloaded here, and keep its first row as it is.`,
    });
  return {
    ...former,
    ...layout,
    hasHeader: true,
    heads: 0,
    headers,
    columns: Object.fromEntries(Object.entries(former.columns).map(([field, index]) => [field, placeOf(index)])),
    answers: former.answers.map((answer) => ({ ...answer, column: placeOf(answer.column) })),
    dropped: former.dropped.map(placeOf).filter((index) => index !== -1),
  };
}

/** The numbers that the rows of a mended file had in the first one, as its last column says. A row whose problem was cleared says none. */
export async function rowsReturned(path: string, { encoding, dialect, headers }: ImportPlan): Promise<number[]> {
  const column = headers.indexOf(problemHeader);
  const rows = new Set<number>();
  const note = (records: CsvRecord[]): void => {
    for (const { cells } of records) {
      const row = /^Row (\d+)\./.exec(cells[column] ?? "")?.[1];
      if (row !== undefined) rows.add(Number(row));
    }
  };
  if (column === -1) return [];
  const decoder = createDecoder(encoding);
  const reader = new RecordReader(dialect);
  for await (const chunk of createReadStream(path)) note(reader.read(decoder.decode(chunk as Uint8Array)));
  note([...reader.read(decoder.end()), ...reader.end()]);
  return [...rows];
}
