import { unguardCell } from "../../../model/csv.ts";
import { Failure } from "../../../model/failure.ts";
import { nameColumns } from "../formats/columns.ts";
import type { FormatFile } from "../formats/format.ts";
import { formatOf } from "../formats/list.ts";
import { problemHeader, type ImportPlan } from "../plan.ts";
import type { Table } from "../uploads/tables.ts";

/**
 * The plan of a former import for the file that its set-aside rows came back in: the same meaning of every column, found by its name, so that
 * columns may have been moved and others been left out.
 *
 * @throws Failure `bad_file` when a column that the plan needs is missing
 */
export function planForMended(former: ImportPlan, file: string, returned: Table): ImportPlan {
  const { format, table, firstRow, encoding, dialect, sample } = returned;
  // The download begins with a header, whatever the first file began with.
  const headers = (returned.hasHeader ? returned.headers : nameColumns(sample[0] ?? [])).map(unguardCell);
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
    format,
    table,
    firstRow,
    encoding,
    dialect,
    hasHeader: true,
    heads: 0,
    headers,
    columns: Object.fromEntries(Object.entries(former.columns).map(([field, index]) => [field, placeOf(index)])),
    answers: former.answers.map((answer) => ({ ...answer, column: placeOf(answer.column) })),
    dropped: former.dropped.map(placeOf).filter((index) => index !== -1),
  };
}

/** Where the rows of a mended file stood in the first one, as its last column says: `Row 5`, or `Row 5 of may.csv`. A row whose problem was cleared says nothing. */
export async function placesReturned(file: FormatFile, plan: ImportPlan): Promise<string[]> {
  const column = plan.headers.indexOf(problemHeader);
  if (column === -1) return [];
  const places = new Set<string>();
  for await (const { records } of formatOf(plan.format).read(file, plan))
    for (const { cells } of records) {
      const [place] = (cells[column] ?? "").split(". ", 1);
      if (place) places.add(place);
    }
  return [...places];
}
