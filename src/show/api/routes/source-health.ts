import { z } from "zod";
import { judgeNames } from "../../../collect/observe/drift.ts";
import { countNames, listNames } from "../../../collect/observe/name-book.ts";
import { judgeLife, lifeStates } from "../../../collect/watch/life.ts";
import { addParts, firstHour, readVitals } from "../../../collect/watch/vitals.ts";
import { listWarnings, warningKinds } from "../../../collect/watch/warnings.ts";
import { Failure } from "../../../model/failure.ts";
import { defineRoute } from "../route.ts";

const tag = "Sources";
const dayMs = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

const health = z.object({
  id: z.string(),
  state: z.enum(lifeStates),
  isUnusual: z.boolean(),
  usualGapMs: z.number().nullable(),
  takenAt: z.string().nullable(),
  refusedAt: z.string().nullable(),
  perMinute: z.number(),
  hours: z.array(z.number()),
  lag: z.object({ medianMs: z.number(), p95Ms: z.number(), n: z.number(), hours: z.literal([1, 24]) }).nullable(),
});
export type Health = z.infer<typeof health>;

const seenType = z.object({ type: z.string(), n: z.number(), firstAt: z.string(), lastAt: z.string() });
const name = z.object({
  kind: z.enum(["event", "property", "trait"]),
  name: z.string(),
  event: z.string(),
  types: z.array(seenType),
  n: z.number(),
  firstAt: z.string(),
  lastAt: z.string(),
  drift: z.enum(["new", "gone", "changed", "mixed"]).nullable(),
  driftedAt: z.string().nullable(),
});
export type SchemaName = z.infer<typeof name>;

const warning = z.object({
  kind: z.enum(warningKinds),
  code: z.string(),
  sourceId: z.string(),
  n: z.number(),
  firstAt: z.string(),
  lastAt: z.string(),
  isNote: z.boolean(),
  samples: z.array(z.object({ at: z.string(), event: z.string(), messageId: z.string(), says: z.string() })),
});
export type Warning = z.infer<typeof warning>;

const difference = z.object({ sourceId: z.string(), what: z.enum(["unaccounted", "facts", "letters"]), n: z.number() });
const check = z.object({ at: z.string(), until: z.string(), received: z.number(), differences: z.array(difference) });
export type AccountCheck = z.infer<typeof check>;

// What tells its past all at once is not late.
const tellsThePast: ReadonlySet<string> = new Set(["import", "inbox", "sample"]);

export const sourceHealthRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/sources/health",
    summary: "Whether each source lives: its state, rate, last day by the hour, and lag",
    tag,
    may: "read",
    answer: z.object({ hoursFrom: z.string(), sources: z.array(health) }),
    async run({ product, caller }) {
      const now = product.now();
      const [rows, vitals] = await Promise.all([
        product.store.records.database
          .selectFrom("sources")
          .select(["id", "kind", "revoked_at", "parent_id"])
          .where("workspace_id", "=", caller.workspaceId)
          .execute(),
        readVitals(product.store, caller.workspaceId, now),
      ]);
      addParts(vitals, rows);
      const shown = rows.filter(({ parent_id }) => parent_id === null);
      const sources = shown.map(({ id, kind, revoked_at }) => {
        const { takenAt = null, refusedAt = null, perMinute = 0, hours = [], comings = [], lag = null } = vitals.get(id) ?? {};
        const life = judgeLife({ kind, revokedAt: revoked_at?.getTime() ?? null, takenAt, refusedAt, hours: comings }, now);
        const measured = { perMinute, hours, lag: tellsThePast.has(kind) ? null : lag };
        return { id, ...life, takenAt: isoOrNull(takenAt), refusedAt: isoOrNull(refusedAt), ...measured };
      });
      return { hoursFrom: iso(firstHour(now)), sources };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/sources/:id/schema",
    summary: "The names that a source uses, the types of their values, and how they drift",
    tag,
    may: "read",
    params: z.object({ id: z.string().max(100) }),
    answer: z.object({
      names: z.array(name),
      inWorkspace: z.object({ events: z.number(), properties: z.number(), most: z.number() }),
    }),
    async run({ product, caller, params }) {
      const { database } = product.store.records;
      const [source, seen, counts] = await Promise.all([
        database
          .selectFrom("sources")
          .select("id")
          .where("workspace_id", "=", caller.workspaceId)
          .where("id", "=", params.id)
          .executeTakeFirst(),
        listNames(database, caller.workspaceId, params.id),
        countNames(database, caller.workspaceId),
      ]);
      if (!source) throw new Failure("not_found", { thing: "source" });
      const names = judgeNames(seen, product.now()).map((one) => ({
        ...one,
        types: one.types.map((type) => ({ ...type, firstAt: iso(type.firstAt), lastAt: iso(type.lastAt) })),
        firstAt: iso(one.firstAt),
        lastAt: iso(one.lastAt),
        driftedAt: isoOrNull(one.driftedAt),
      }));
      return { names, inWorkspace: { ...counts, most: product.settings.schemaNames } };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/warnings",
    summary: "What was refused, set aside, mended, not taken for one person or left out of the schema, with samples",
    tag,
    may: "read",
    query: z.object({
      days: z.coerce.number().int().min(1).max(90).default(7),
      source: z.string().max(100).default(""),
    }),
    answer: z.object({ warnings: z.array(warning) }),
    async run({ product, caller, query }) {
      const found = await listWarnings(product.store, caller.workspaceId, product.now() - query.days * dayMs);
      const wanted = found.filter(({ sourceId }) => query.source === "" || sourceId === query.source);
      return {
        warnings: wanted.map((one) => ({
          ...one,
          firstAt: iso(one.firstAt),
          lastAt: iso(one.lastAt),
          samples: one.samples.map((sample) => ({ ...sample, at: iso(sample.at) })),
        })),
      };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/accounts",
    summary: "What the last check found that compares what was told with what is there; null before the first one",
    tag,
    may: "read",
    answer: z.object({ check: check.nullable() }),
    async run({ product, caller }) {
      const last = product.bookkeeper.last(caller.workspaceId);
      if (!last) return { check: null };
      return { check: { ...last, at: iso(last.at), until: iso(last.until) } };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/accounts/check",
    summary: "Compare everything that was told with everything that is there, now",
    tag,
    may: "change settings",
    limit: { most: 6, perMinutes: 1 },
    answer: z.object({ differences: z.array(difference), elsewhere: z.number() }),
    async run({ product, caller }) {
      const found = await product.bookkeeper.check();
      const differences = found.filter(({ workspaceId }) => workspaceId === caller.workspaceId);
      return { differences, elsewhere: found.length - differences.length };
    },
  }),
];
