import type { Channel } from "../../model/channel.ts";
import type { ScoredQuestion } from "../../model/fact.ts";
import type { Encoding } from "./formats/encoding.ts";
import type { Dialect } from "./formats/csv/records.ts";
import type { DateOrder } from "./cells/instant.ts";
import type { DecimalSign } from "./cells/number.ts";

/** What the rows of a file can be. */
export const importKinds = ["interactions", "feedback", "customers", "orders", "tickets", "reviews", "responses", "audits"] as const;
export type ImportKind = (typeof importKinds)[number];

/** What a column of answers was asked for: a scored question, on its scale or turned round, or words. */
export const askedOf = ["recommend", "satisfaction", "ease", "satisfaction reversed", "ease reversed", "words"] as const;
export type Asked = (typeof askedOf)[number];

/** A column of a survey's answers. `title` is the question as it was put. */
export type AnswerColumn = { column: number; asked: Asked; title: string };

/** How a table can be written down. */
export const formatIds = ["csv", "json", "ndjson", "xlsx", "xes"] as const;
export type FormatId = (typeof formatIds)[number];

/** How the bytes of a file become rows, and what its columns are called. */
export type Layout = {
  format: FormatId;
  /** Which table of the file: a sheet's name, or the path of a list; empty when the file is one table. */
  table: string;
  /** Row where the table begins; what stands above is a title or a note. */
  firstRow: number;
  encoding: Encoding;
  dialect: Dialect;
  /** Whether the first row names the columns. */
  hasHeader: boolean;
  headers: string[];
};

/** What a format knows of its columns, whatever they are called: the kind of its rows, and column index by field id. */
export type Suggestion = { kind: ImportKind; columns: Record<string, number> };

/** Everything needed to turn a file into facts: two runs of one plan over one file make the same facts. */
export type ImportPlan = Layout & {
  kind: ImportKind;
  /** Column index by field id. */
  columns: Record<string, number>;
  /** `null` when no date in the file depends on it, or when it has to be asked. */
  dateOrder: DateOrder | null;
  /** IANA zone of times without an offset. */
  timezone: string;
  decimal: DecimalSign;
  /** ISO 4217 code of amounts without one. */
  currency: string;
  /** ISO 3166 code of phone numbers without one; empty: such a number is no key. */
  country: string;
  /** The question behind scores; `null` when it has to be asked, or when there are none. */
  question: ScoredQuestion | null;
  /** Channel of rows that name none. */
  channel: Channel;
  /** Touchpoint of rows that name none; empty: none, or the event's name. */
  touchpoint: string;
  /** Whether columns without a field are kept as properties or traits. */
  keepsRest: boolean;
  /** The program whose export this looks like, as the id of its shape; `null` when it looks like none. */
  shape: string | null;
  /** How many rows below the header still belong to it. */
  heads: number;
  /** Columns that hold a survey's answers, in the order of the file. */
  answers: AnswerColumn[];
  /** Columns that are never stored, such as IP addresses. */
  dropped: number[];
  /** Whether a response that was begun and not finished counts. */
  keepsUnfinished: boolean;
};

/** Header of the column that says what was wrong with a row that was set aside. It is never read as data. */
export const problemHeader = "Problem (Rapport)";

/** Columns that no field and no answer uses and that may be stored, with their names. */
export function restOf({ headers, columns, answers, dropped }: ColumnUse): { index: number; header: string }[] {
  const used = new Set([...Object.values(columns), ...answers.map(({ column }) => column), ...dropped]);
  return headers.map((header, index) => ({ index, header })).filter(({ index, header }) => !used.has(index) && header !== problemHeader);
}
type ColumnUse = Pick<ImportPlan, "headers" | "columns" | "answers" | "dropped">;
