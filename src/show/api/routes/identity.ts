import { z } from "zod";
import { decide, undoDecisions } from "../../../collect/identity/decisions.ts";
import { mergeCustomers, separateKey } from "../../../collect/identity/who-is-who.ts";
import { phoneOf } from "../../../collect/phone.ts";
import { Failure } from "../../../model/failure.ts";
import { identityKinds, identityOf, identityParts, type Identity, type IdentityKind } from "../../../model/identity.ts";
import { readKeyEvidence } from "../../../understand/customers/evidence.ts";
import { rowIdsOf } from "../../../understand/customers/rows-of.ts";
import { defineRoute, type Caller } from "../route.ts";
import type { Product } from "../product.ts";
import { instant, iso } from "./figures.ts";

const tag = "Identity";
const why = z.string().trim().max(500, "500 characters at most").default("");
const key = z.object({ kind: z.enum(identityKinds), value: z.string() });
const heard = z.object({ how: z.string(), messageId: z.string(), source: z.string().nullable(), at: instant });
const decisions = z.object({ decisions: z.array(z.string()).describe("What was decided, to be taken back with") });

const evidence = key.extend({
  heard,
  through: heard.extend({ key }).nullable(),
  refused: z.array(heard.extend({ key, outcome: z.string() })),
  decided: z.array(
    z.object({ id: z.string(), kind: z.string(), other: key.nullable(), who: z.string().nullable(), at: instant, why: z.string() }),
  ),
});
export type KeyEvidenceAnswer = z.infer<typeof evidence>;

const nobody = key.extend({ id: z.string(), who: z.string().nullable(), at: instant, why: z.string() });
export type NobodyAnswer = z.infer<typeof nobody>;

/** Who decides, and when. */
export const speakerOf = (product: Product, { workspaceId, userId }: Caller) => ({ workspaceId, userId, at: product.now() });

/** The identity of a key as a person typed it. @throws Failure `bad_input` */
async function readKey(
  { store }: Product,
  { workspaceId }: Caller,
  { kind, value }: { kind: IdentityKind; value: string },
): Promise<Identity> {
  const { country } = await store.records.database
    .selectFrom("workspaces")
    .select("country")
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  const identity = kind === "phone" ? phoneOf(value, country) : identityOf(kind, value);
  if (!identity)
    throw new Failure("bad_input", { field: "value", problem: "this is no key of this kind, so nobody goes by it. Correct it." });
  return identity;
}

export const identityRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/customers/:id/identity",
    summary: "Why each key of a customer is believed to be theirs, what was refused, and what people decided",
    tag,
    may: "read",
    params: z.object({ id: z.string() }),
    answer: z.object({ keys: z.array(evidence) }),
    async run({ product: { store }, caller: { workspaceId }, params }) {
      const [one] = await rowIdsOf(store, workspaceId, params.id);
      const keys = await readKeyEvidence(store, workspaceId, one!);
      return {
        keys: keys.map(({ identity, heard, through, refused, decided }) => ({
          ...identityParts(identity),
          heard: { ...heard, at: iso(heard.at) },
          through: through && { ...through, at: iso(through.at), key: identityParts(through.identity) },
          refused: refused.map((link) => ({ ...link, at: iso(link.at), key: identityParts(link.identity) })),
          decided: decided.map((said) => ({
            ...said,
            at: iso(said.at),
            other: said.other === "" ? null : identityParts(said.other as Identity),
          })),
        })),
      };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/customers/merge",
    summary: "Say that two customers are one; it can be taken back",
    tag,
    may: "change customers",
    body: z.object({ left: z.string(), right: z.string(), why }),
    answer: decisions,
    async run({ product, caller, body }) {
      const [left, right] = await Promise.all(
        [body.left, body.right].map(async (id) => (await rowIdsOf(product.store, caller.workspaceId, id))[0]!),
      );
      const id = await mergeCustomers(product.store, speakerOf(product, caller), { left: left!, right: right!, why: body.why });
      await product.collect.decided();
      return { decisions: [id] };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/customers/separate",
    summary: "Say that a key does not belong to its customer, whatever arrives later; it can be taken back",
    tag,
    may: "change customers",
    body: key.extend({ why }),
    answer: decisions,
    async run({ product, caller, body }) {
      const id = await separateKey(product.store, speakerOf(product, caller), `${body.kind}:${body.value}`, body.why);
      await product.collect.decided();
      return { decisions: id === null ? [] : [id] };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/customers/undo",
    summary: "Take back decisions about who is who; everything is as if they had not been made",
    tag,
    may: "change customers",
    body: z.object({ decisions: z.array(z.string()).min(1, "say which").max(100) }),
    answer: z.object({ ok: z.literal(true) }),
    async run({ product, caller, body }) {
      await undoDecisions(product.store.records.database, speakerOf(product, caller), body.decisions);
      await product.collect.decided();
      return { ok: true as const };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/nobodies",
    summary: "Keys that name nobody in particular, such as a shop's shared address",
    tag,
    may: "read",
    answer: z.object({ nobodies: z.array(nobody) }),
    async run({ product: { store }, caller }) {
      const rows = await store.records.database
        .selectFrom("identity_decisions")
        .leftJoin("users", "users.id", "identity_decisions.who")
        .select(["identity_decisions.id", "identity", "users.name as who", "at", "why"])
        .where("workspace_id", "=", caller.workspaceId)
        .where("kind", "=", "nobody")
        .where("undone_at", "is", null)
        .orderBy("at", "desc")
        .execute();
      return {
        nobodies: rows.map(({ identity, at, ...row }) => ({ ...row, ...identityParts(identity as Identity), at: at.toISOString() })),
      };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/nobodies",
    summary: "Say that a key names nobody: it joins no customers, before and after",
    tag,
    may: "change customers",
    body: z.object({ kind: z.enum(identityKinds), value: z.string().trim().min(1, "give the value").max(256), why }),
    answer: decisions,
    status: 201,
    async run({ product, caller, body }) {
      const identity = await readKey(product, caller, body);
      const id = await decide(product.store.records.database, speakerOf(product, caller), { kind: "nobody", identity, why: body.why });
      await product.collect.decided();
      return { decisions: [id] };
    },
  }),
];
