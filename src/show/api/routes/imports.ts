import { Readable } from "node:stream";
import { z } from "zod";
import { dateOrders } from "../../../collect/imports/cells/instant.ts";
import { guessPlan, type Home } from "../../../collect/imports/guess.ts";
import { kinds } from "../../../collect/imports/kinds/list.ts";
import { formatIds, importKinds, type ImportKind } from "../../../collect/imports/plan.ts";
import { areAlike, chooseTables } from "../../../collect/imports/tables.ts";
import type { Upload } from "../../../collect/imports/uploads.ts";
import { channels } from "../../../model/channel.ts";
import { scoredQuestions } from "../../../model/fact.ts";
import { Failure } from "../../../model/failure.ts";
import type { Product } from "../product.ts";
import { defineRoute } from "../route.ts";

const tag = "Files";
const params = z.object({ id: z.string() });
const kind = z.enum(importKinds);

const brought = z.object({
  id: z.string(),
  file: z.string(),
  bytes: z.number(),
  kind,
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
  encoding: z.string(),
  delimiter: z.string(),
  columns: z.array(z.object({ index: z.number(), header: z.string(), sample: z.array(z.string()), field: z.string().nullable() })),
  fields: z.record(kind, z.array(z.object({ id: z.string(), label: z.string(), required: z.boolean() }))),
  mappings: z.record(kind, z.record(z.string(), z.number())),
  preview: z.array(z.array(z.string())),
  rowsEstimated: z.number(),
  dateOrder: z.enum(dateOrders).nullable(),
  question: z.enum(scoredQuestions).nullable(),
  open: z.array(z.enum(["dateOrder", "question"])),
});
export type Brought = z.infer<typeof brought>;

const tables = z.array(z.number().int().min(0)).max(1000);

const decisions = z.object({
  tables: tables.optional(),
  kind: kind.optional(),
  mapping: z
    .record(z.string(), z.number().int().min(0).nullable())
    .transform((mapping) => Object.fromEntries(Object.entries(mapping).filter((entry): entry is [string, number] => entry[1] !== null)))
    .optional(),
  dateOrder: z.enum(dateOrders).nullish(),
  question: z.enum(scoredQuestions).nullish(),
  timezone: z.string().max(60).optional(),
  decimal: z.enum([".", ","]).optional(),
  currency: z.string().max(3).optional(),
  channel: z.enum(channels).optional(),
  touchpoint: z.string().trim().max(200).optional(),
  keepsRest: z.boolean().optional(),
});

const previewRow = z.object({
  row: z.number(),
  ok: z.boolean(),
  problem: z.string().nullable(),
  fact: z.record(z.string(), z.unknown()).nullable(),
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

function answerOf({ id, file, bytes, tables }: Upload, home: Home, chosen?: number[]): Brought {
  const read = chooseTables(tables, chosen);
  const table = read[0]!;
  const { plan, open } = guessPlan(table, home);
  const fieldAt = new Map(Object.entries(plan.columns).map(([field, index]) => [index, field]));
  const short = (cells: string[]): string[] => cells.map((cell) => cell.slice(0, 200));
  return {
    id,
    file,
    bytes,
    kind: plan.kind,
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
    encoding: plan.encoding,
    delimiter: plan.dialect.delimiter,
    columns: plan.headers.map((header, index) => ({
      index,
      header,
      sample: short(table.sample.map((cells) => cells[index]?.trim() ?? "").filter((cell) => cell !== "")).slice(0, 5),
      field: fieldAt.get(index) ?? null,
    })),
    fields: eachKind(fieldsOf),
    mappings: eachKind((kind) => guessPlan(table, home, { kind }).plan.columns),
    preview: table.sample.slice(0, 10).map(short),
    rowsEstimated: read.reduce((sum, { rowsEstimated }) => sum + rowsEstimated, 0),
    dateOrder: plan.dateOrder,
    question: plan.question,
    open,
  };
}

const homeOf = ({ store }: Product, workspaceId: string): Promise<Home> =>
  store.records.database.selectFrom("workspaces").select(["timezone", "currency"]).where("id", "=", workspaceId).executeTakeFirstOrThrow();

export const importRoutes = [
  defineRoute({
    method: "POST",
    path: "/api/imports",
    summary:
      "Bring a file (CSV, Excel, JSON, NDJSON or XES, plain or as zip or gzip), as the part `file` of a form; it is looked at, not imported yet",
    tag,
    may: "bring data",
    answer: brought,
    status: 201,
    async run({ product, caller, request }) {
      if (!request.isMultipart()) throw new Failure("bad_input", { field: "body", problem: "send a form with one part named file." });
      const part = await request.file();
      if (!part) throw new Failure("bad_input", { field: "file", problem: "the form holds no file. Add one as the part named file." });
      const upload = await product.imports.bring(caller.workspaceId, { file: part.filename.slice(0, 200) || "file.csv", bytes: part.file });
      return answerOf(upload, await homeOf(product, caller.workspaceId));
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/imports/:id",
    summary: "A file that was brought, as it is understood when the given tables of it are imported",
    tag,
    may: "bring data",
    params,
    query: z.object({
      tables: z
        .string()
        .regex(/^(\d{1,4}(,\d{1,4})*)?$/, "give numbers of tables such as 0,2")
        .default("")
        .transform((text) => text.split(",").filter(Boolean).map(Number)),
    }),
    answer: brought,
    async run({ product, caller, params: { id }, query }) {
      const upload = await product.imports.find({ ...caller, id });
      return answerOf(upload, await homeOf(product, caller.workspaceId), query.tables);
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/imports/:id/preview",
    summary: "The first rows of a file as they would come in, and the first that would not",
    tag,
    may: "bring data",
    params,
    body: decisions,
    answer: z.object({ rows: z.array(previewRow), read: z.number(), bad: z.number() }),
    run: ({ product, caller, params: { id }, body }) => product.imports.preview({ ...caller, id }, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/imports/:id/start",
    summary: "Import a file; follow the task that is answered",
    tag,
    may: "bring data",
    params,
    body: decisions,
    answer: z.object({ job: z.string() }),
    status: 202,
    run: async ({ product, caller, params: { id }, body }) => ({ job: await product.imports.start({ ...caller, id }, body) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/imports/:id/set-aside.csv",
    summary: "The rows that an import set aside, to mend and import again",
    tag,
    may: "bring data",
    params,
    async run({ product, caller, params: { id }, reply }) {
      const { file, csv } = await product.imports.setAside({ ...caller, id });
      const name = encodeURIComponent(`${file.replace(/\.[^.]*$/, "")} - set aside.csv`);
      reply.type("text/csv; charset=utf-8").header("Content-Disposition", `attachment; filename*=UTF-8''${name}`);
      return Readable.from(csv);
    },
  }),
];
