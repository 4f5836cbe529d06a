import { z } from "zod";
import { dateOrders } from "../../../collect/imports/cells/instant.ts";
import { guessPlan, type Home } from "../../../collect/imports/guessing/guess.ts";
import type { BroughtFile } from "../../../collect/imports/imports.ts";
import { kinds } from "../../../collect/imports/kinds/list.ts";
import type { PastImport } from "../../../collect/imports/records/past-imports.ts";
import { askedOf, formatIds, importKinds, type ImportKind } from "../../../collect/imports/plan.ts";
import { shapes } from "../../../collect/imports/shapes/list.ts";
import { areAlike, chooseTables } from "../../../collect/imports/uploads/tables.ts";
import { scoredQuestions } from "../../../model/fact.ts";

const kind = z.enum(importKinds);
const asked = z.enum(askedOf);
const open = z.array(z.enum(["dateOrder", "question", "answers"]));
const use = z.enum(["field", "answer", "kept", "dropped", "leftOut"]);

/** A file as it was understood; `parts` where its tables are of several kinds, each with the id under which it is imported like a file of its own. */
export const brought = z.object({
  id: z.string(),
  file: z.string(),
  bytes: z.number(),
  kind,
  shape: z.string().nullable(),
  format: z.enum(formatIds),
  tables: z.array(
    z.object({
      index: z.number(),
      name: z.string(),
      format: z.enum(formatIds),
      rowsEstimated: z.number(),
      columns: z.number(),
      chosen: z.boolean(),
      alike: z.boolean(),
    }),
  ),
  parts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind,
      rowsEstimated: z.number(),
      asks: z.boolean(),
      job: z.string().nullable(),
      state: z.enum(["waiting", "queued", "running", "done", "failed"]),
    }),
  ),
  encoding: z.string(),
  delimiter: z.string(),
  columns: z.array(
    z.object({
      index: z.number(),
      header: z.string(),
      title: z.string(),
      sample: z.array(z.string()),
      field: z.string().nullable(),
      isDropped: z.boolean(),
    }),
  ),
  fields: z.record(kind, z.array(z.object({ id: z.string(), label: z.string(), required: z.boolean() }))),
  mappings: z.record(kind, z.record(z.string(), z.number())),
  answers: z.record(z.string(), asked),
  preview: z.array(z.array(z.string())),
  rowsEstimated: z.number(),
  dateOrder: z.enum(dateOrders).nullable(),
  question: z.enum(scoredQuestions).nullable(),
  open,
  opens: z.record(kind, open),
});
export type Brought = z.infer<typeof brought>;

/** One row as it would come in. */
export const previewRow = z.object({
  row: z.number(),
  rows: z.number(),
  ok: z.boolean(),
  isLeftOut: z.boolean(),
  problem: z.string().nullable(),
  fact: z.record(z.string(), z.unknown()).nullable(),
  more: z.array(z.string()),
});
export type PreviewRowAnswer = z.infer<typeof previewRow>;

const reasons = z.array(z.object({ code: z.string(), count: z.number(), example: z.string() }));
/** What an import tells when it has ended. */
const report = z.object({
  read: z.number(),
  stored: z.number(),
  known: z.number(),
  setAside: z.number(),
  leftOut: z.number(),
  merged: z.number(),
  factsStored: z.number(),
  factsKnown: z.number(),
  facts: z.array(z.object({ fact: z.enum(["interaction", "feedback", "identification"]), what: z.string().nullable(), count: z.number() })),
  reasons,
  omissions: reasons,
  columns: z.array(z.object({ header: z.string(), use, as: z.string().nullable() })),
});
export type ImportReportAnswer = z.infer<typeof report>;

/** An import that was started. */
export const pastImport = z.object({
  id: z.string(),
  file: z.string(),
  kind: z.string(),
  shape: z.string().nullable(),
  job: z.string(),
  state: z.enum(["running", "done", "failed"]),
  message: z.string().nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  mends: z.string().nullable(),
  waiting: z.number(),
  report: report.nullable(),
});
export type PastImportAnswer = z.infer<typeof pastImport>;

const titleOf = (shape: string | null): string | null => shapes.find(({ id }) => id === shape)?.title ?? null;

/** What is told of an import that was started. */
export const pastAnswer = ({ startedAt, finishedAt, shape, ...rest }: PastImport): PastImportAnswer => ({
  ...rest,
  shape: titleOf(shape),
  startedAt: new Date(startedAt).toISOString(),
  finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
});

/** Fields of each kind; one that nothing can stand in for is required. */
const fieldsOf = (id: ImportKind): Brought["fields"][ImportKind] =>
  kinds[id].fields.map(({ id: field, label }) => ({
    id: field,
    label,
    required: kinds[id].needs.some((needed) => needed.length === 1 && needed[0] === field),
  }));

const eachKind = <T>(make: (id: ImportKind) => T): Record<ImportKind, T> =>
  Object.fromEntries(importKinds.map((id) => [id, make(id)])) as Record<ImportKind, T>;

/** What is told of a file that was brought, when the given tables of it are imported; without any, those that usually are. */
export function answerOf({ id, file, bytes, tables, parts }: BroughtFile, home: Home, chosen?: number[]): Brought {
  const read = chooseTables(tables, chosen);
  const table = read[0]!;
  const { plan, open, titles, sample } = guessPlan(table, home);
  const others = eachKind((kind) => guessPlan(table, home, { kind }));
  const fieldAt = new Map(Object.entries(plan.columns).map(([field, index]) => [index, field]));
  const short = (cells: string[]): string[] => cells.map((cell) => cell.slice(0, 200));
  return {
    id,
    file,
    bytes,
    kind: plan.kind,
    shape: titleOf(plan.shape),
    format: plan.format,
    tables: tables.map((one, index) => ({
      index,
      name: one.name || file,
      format: one.format,
      rowsEstimated: one.rowsEstimated,
      columns: one.headers.length,
      chosen: read.includes(one),
      alike: areAlike(one, table),
    })),
    parts,
    encoding: plan.encoding,
    delimiter: plan.dialect.delimiter,
    columns: plan.headers.map((header, index) => ({
      index,
      header,
      title: titles[index] ?? header,
      sample: short(sample.map((cells) => cells[index]?.trim() ?? "").filter((cell) => cell !== "")).slice(0, 5),
      field: fieldAt.get(index) ?? null,
      isDropped: plan.dropped.includes(index),
    })),
    fields: eachKind(fieldsOf),
    mappings: eachKind((kind) => others[kind].plan.columns),
    answers: Object.fromEntries(others.responses.plan.answers.map((answer) => [answer.column, answer.asked])),
    preview: sample.slice(0, 10).map(short),
    rowsEstimated: read.reduce((sum, { rowsEstimated }) => sum + Math.max(0, rowsEstimated - plan.heads), 0),
    dateOrder: plan.dateOrder,
    question: plan.question,
    open,
    opens: eachKind((kind) => others[kind].open),
  };
}
