import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { dateOrders } from "../../../collect/imports/cells/instant.ts";
import type { Home } from "../../../collect/imports/guessing/guess.ts";
import { askedOf, importKinds } from "../../../collect/imports/plan.ts";
import type { Incoming } from "../../../collect/imports/uploads/uploads.ts";
import { channels } from "../../../model/channel.ts";
import { scoredQuestions } from "../../../model/fact.ts";
import { Failure } from "../../../model/failure.ts";
import type { Product } from "../product.ts";
import { defineRoute } from "../route.ts";
import { answerOf, brought, pastAnswer, pastImport, previewRow } from "./import-answer.ts";

const tag = "Files";
const params = z.object({ id: z.string() });

const tables = z.array(z.number().int().min(0)).max(1000);

const decisions = z.object({
  tables: tables.optional(),
  kind: z.enum(importKinds).optional(),
  mapping: z
    .record(z.string(), z.number().int().min(0).nullable())
    .transform((mapping) => Object.fromEntries(Object.entries(mapping).filter((entry): entry is [string, number] => entry[1] !== null)))
    .optional(),
  answers: z.record(z.string().regex(/^\d+$/), z.enum(askedOf)).optional(),
  dateOrder: z.enum(dateOrders).nullish(),
  question: z.enum(scoredQuestions).nullish(),
  timezone: z.string().max(60).optional(),
  decimal: z.enum([".", ","]).optional(),
  currency: z.string().max(3).optional(),
  channel: z.enum(channels).optional(),
  touchpoint: z.string().trim().max(200).optional(),
  keepsRest: z.boolean().optional(),
  keepsUnfinished: z.boolean().optional(),
});

async function readHome({ store }: Product, workspaceId: string): Promise<Home> {
  const { database } = store.records;
  return database
    .selectFrom("workspaces")
    .select(["timezone", "currency", "country"])
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
}

/** The file in a form's part. @throws Failure `bad_input` */
async function fileIn(request: FastifyRequest): Promise<Incoming> {
  if (!request.isMultipart()) throw new Failure("bad_input", { field: "body", problem: "send a form with one part named file." });
  const part = await request.file();
  if (!part) throw new Failure("bad_input", { field: "file", problem: "the form holds no file. Add one as the part named file." });
  return { file: part.filename.slice(0, 200) || "file.csv", bytes: part.file };
}

export const importRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/imports",
    summary: "The latest hundred imports, newest first, each with its report",
    tag,
    may: "bring data",
    answer: z.object({ imports: z.array(pastImport) }),
    run: async ({ product, caller }) => ({ imports: (await product.imports.list(caller.workspaceId)).map(pastAnswer) }),
  }),
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
      const upload = await product.imports.bring(caller.workspaceId, await fileIn(request));
      return answerOf(upload, await readHome(product, caller.workspaceId));
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
      return answerOf(upload, await readHome(product, caller.workspaceId), query.tables);
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
    method: "POST",
    path: "/api/imports/:id/mended",
    summary: "Import the rows that were set aside again, from the file in which they were mended, as the part `file` of a form",
    tag,
    may: "bring data",
    params,
    answer: z.object({ id: z.string(), job: z.string() }),
    status: 202,
    run: async ({ product, caller, params: { id }, request }) => product.imports.mend({ ...caller, id }, await fileIn(request)),
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
