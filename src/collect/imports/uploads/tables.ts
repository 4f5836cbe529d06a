import { Failure } from "../../../model/failure.ts";
import type { Inspection } from "../formats/format.ts";
import { findHead } from "../guessing/head.ts";
import { problemHeader, type ImportPlan } from "../plan.ts";

/** One table of an upload, and the plain file that holds it. */
export type Table = Inspection & { path: string };

type Shape = Pick<Inspection, "headers" | "dialect">;

/** Whether two tables have the same columns in the same order, and part them alike, so that one plan reads both and what is set aside. */
export const areAlike = (one: Shape, other: Shape): boolean =>
  one.dialect.delimiter === other.dialect.delimiter &&
  one.headers.length === other.headers.length &&
  one.headers.every((header, index) => header === other.headers[index]);

/** The columns of a table as one text: files of the same shape are read the same way, rows that were mended among them. */
export const shapeOf = ({ headers }: Pick<Inspection, "headers">): string =>
  JSON.stringify(headers.filter((header) => header !== problemHeader));

/** The tables that are imported when nobody chooses: of a workbook all that are like its first sheet, of an archive all that are like its largest file. */
export function usualTables(tables: readonly Table[]): number[] {
  const isArchive = new Set(tables.map(({ path }) => path)).size > 1;
  const leading = tables.reduce((lead, table) => (isArchive && table.rowsEstimated > lead.rowsEstimated ? table : lead));
  return tables.flatMap((table, index) => (areAlike(table, leading) ? [index] : []));
}

/**
 * The tables that were chosen, in the order of the file.
 *
 * @throws Failure `bad_input` when there is no such table, or when they are not alike
 */
export function chooseTables(tables: readonly Table[], chosen?: readonly number[] | null): Table[] {
  const indexes = chosen?.length ? [...new Set(chosen)].sort((a, b) => a - b) : usualTables(tables);
  const found = indexes.map(
    (index) => tables[index] ?? refuse(`there is no table ${index}; the file has ${tables.length}, counted from 0.`),
  );
  const other = found.find((table) => !areAlike(table, found[0]!));
  if (other) refuse(`${other.name} has other columns than ${found[0]!.name}. Import it by itself.`);
  return found;
}

/** The plan of one table, read from the file that holds it. */
export function planFor(plan: ImportPlan, file: Table): ImportPlan {
  const { format, table, firstRow, encoding, dialect } = file;
  const { hasHeader, heads } = findHead(file);
  return { ...plan, format, table, firstRow, encoding, dialect, hasHeader, heads };
}

function refuse(problem: string): never {
  throw new Failure("bad_input", { field: "tables", problem });
}
