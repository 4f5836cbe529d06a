import { z } from "zod";
import { readCase } from "../../../act/cases/case-file.ts";
import type { CaseAct } from "../../../act/cases/case-state.ts";
import { actOnCase, undoLastAct } from "../../../act/cases/case-work.ts";
import { readCauses, type Cause } from "../../../act/cases/causes.ts";
import { caseFolders, readInbox, type CaseReader } from "../../../act/cases/inbox.ts";
import type { Product } from "../product.ts";
import { defineRoute, type Caller, type Route } from "../route.ts";

const tag = "Cases";
const instant = z.iso.datetime();
const person = z.object({ id: z.string(), name: z.string() }).nullable();

const item = z.object({
  id: z.string(),
  number: z.number(),
  customerId: z.string(),
  customerName: z.string().nullable(),
  state: z.enum(["new", "contacted", "working", "resolved", "closed"]),
  question: z.string(),
  score: z.number(),
  comment: z.string(),
  touchpoint: z.string(),
  channel: z.string(),
  feedbackId: z.string(),
  answeredAt: instant,
  openedAt: instant,
  dueAt: instant,
  contactedAt: instant.nullable(),
  late: z.boolean(),
  owner: person,
  cause: z.string().nullable(),
});
export type CaseItem = z.infer<typeof item>;

const cause: z.ZodType<Cause> = z.object({
  id: z.string(),
  label: z.string(),
  get children() {
    return z.array(cause);
  },
});

const inbox = z.object({
  counts: z.record(z.enum(caseFolders), z.number()),
  items: z.array(item),
  next: z.string().nullable(),
});
export type CaseInbox = z.infer<typeof inbox>;

const file = item.extend({
  history: z.array(z.object({ id: z.number(), at: instant, who: person, what: z.string(), details: z.record(z.string(), z.unknown()) })),
  causes: z.array(cause),
});
export type CaseFile = z.infer<typeof file>;

const params = z.object({ id: z.string() });
const note = z.string().trim().max(5000, "write 5000 characters or less").default("");

async function readFile(product: Product, caller: Caller, caseId: string): Promise<CaseFile> {
  const reader: CaseReader = { ...caller, now: product.now() };
  const [found, causes] = await Promise.all([
    readCase(product.store, reader, caseId),
    readCauses(product.store.records.database, caller.workspaceId),
  ]);
  return { ...found, causes };
}

/** A route that does something to one case and answers how it stands then. */
function defineAct<Body extends z.ZodType>(
  verb: string,
  summary: string,
  { body, act }: { body: Body; act: (given: z.output<Body>) => CaseAct },
): Route {
  return defineRoute({
    method: "POST",
    path: `/api/cases/:id/${verb}`,
    summary,
    tag,
    may: "work on cases",
    params,
    body,
    answer: file,
    async run({ product, caller, params: { id }, body }) {
      await actOnCase(product.store, { ...caller, caseId: id }, act(body as z.output<Body>), product.now());
      return readFile(product, caller, id);
    },
  });
}

const nothing = z.object({}).nullish();
const withNote = z.object({ note });

export const caseRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/cases",
    summary: "Cases of one folder, the most urgent first, with how many each folder holds",
    tag,
    may: "read",
    query: z.object({
      state: z.enum(caseFolders).default("open"),
      cursor: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: inbox,
    run: ({ product, caller, query: { state, cursor, limit } }) =>
      readInbox(product.store, { ...caller, now: product.now() }, { folder: state, cursor, limit }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/cases/:id",
    summary: "One case with its history and the causes to choose from",
    tag,
    may: "read",
    params,
    answer: file,
    run: ({ product, caller, params: { id } }) => readFile(product, caller, id),
  }),
  defineAct("take", "Take a case that nobody has", { body: nothing, act: () => ({ what: "took" }) }),
  defineAct("assign", "Give a case to a member, or back to everyone", {
    body: z.object({ userId: z.string().nullable() }),
    act: ({ userId }) => ({ what: "assigned", to: userId }),
  }),
  defineAct("contact", "Say that the customer was contacted", { body: withNote, act: ({ note }) => ({ what: "contacted", note }) }),
  defineAct("note", "Remember something about a case", {
    body: z.object({ text: note }),
    act: ({ text }) => ({ what: "noted", note: text }),
  }),
  defineAct("resolve", "Resolve a case with its cause", {
    body: z.object({ cause: z.string().max(200), note }),
    act: ({ cause, note }) => ({ what: "resolved", cause, note }),
  }),
  defineAct("close", "Close a case; one that was not resolved needs a reason", {
    body: z.object({ reason: note }),
    act: ({ reason }) => ({ what: "closed", note: reason }),
  }),
  defineAct("reopen", "Open a case again; its clock begins anew", { body: withNote, act: ({ note }) => ({ what: "reopened", note }) }),
  defineRoute({
    method: "POST",
    path: "/api/cases/:id/undo",
    summary: "Take back what you did to a case last, within ten minutes",
    tag,
    may: "work on cases",
    params,
    answer: file,
    async run({ product, caller, params: { id } }) {
      await undoLastAct(product.store, { ...caller, caseId: id }, product.now());
      return readFile(product, caller, id);
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/causes",
    summary: "The workspace's tree of causes",
    tag,
    may: "read",
    answer: z.object({ tree: z.array(cause) }),
    run: async ({ product, caller }) => ({ tree: await readCauses(product.store.records.database, caller.workspaceId) }),
  }),
];
