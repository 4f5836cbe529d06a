import { z } from "zod";
import { addConsent, readAllowed } from "../../../collect/privacy/consents.ts";
import { readPrivacy, savePrivacy } from "../../../collect/privacy/privacy-rules.ts";
import { Failure } from "../../../model/failure.ts";
import { rankIdentities, type Identity } from "../../../model/identity.ts";
import { deniedModes, ipModes } from "../../../model/privacy.ts";
import { readProfile } from "../../../understand/customers/profile.ts";
import type { Store } from "../../../store/open.ts";
import { defineRoute } from "../route.ts";

const tag = "Privacy";
const said = z.enum(["granted", "denied"]);
const name = z.string().trim().min(1, "leave no name empty").max(100);

const purpose = z.object({
  id: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "give an id of small letters, digits and _, such as marketing"),
  title: name,
  names: z.array(name).max(50),
  whenUnknown: said,
});

const privacy = z
  .object({
    purposes: z.array(purpose).min(1, "keep at least one purpose").max(20),
    gate: z.object({ purpose: z.string(), whenDenied: z.enum(deniedModes) }),
    ip: z.enum(ipModes),
    userAgent: z.enum(["keep", "drop"]),
    redact: z.array(z.string().trim().min(1, "leave no name empty").max(60)).max(200),
  })
  .refine(({ purposes, gate }) => purposes.some(({ id }) => id === gate.purpose), {
    path: ["gate", "purpose"],
    message: "choose one of the purposes",
  })
  .refine(({ purposes }) => new Set(purposes.map(({ id }) => id)).size === purposes.length, {
    path: ["purposes"],
    message: "give every purpose an id of its own",
  });
export type PrivacyAnswer = z.infer<typeof privacy>;

const allowed = z.object({
  purposes: z.array(purpose.extend({ state: said, since: z.string().nullable() })),
  log: z.array(
    z.object({
      purpose: z.string(),
      granted: z.boolean(),
      at: z.string(),
      version: z.string(),
      channel: z.string(),
      proof: z.string(),
      sourceId: z.string().nullable(),
      who: z.string().nullable(),
    }),
  ),
});
export type AllowedAnswer = z.infer<typeof allowed>;

const params = z.object({ id: z.string().max(100) });

/** A customer's keys, strongest first. */
async function keysOf(store: Store, workspaceId: string, id: string): Promise<Identity[]> {
  const { identities } = await readProfile(store, workspaceId, id);
  return rankIdentities(identities.map(({ kind, value }) => `${kind}:${value}` as Identity));
}

async function answerAllowed(store: Store, workspaceId: string, identities: Identity[]): Promise<AllowedAnswer> {
  const { purposes, log } = await readAllowed(store.records.database, workspaceId, identities);
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    purposes: purposes.map((one) => ({ ...one, since: one.since === null ? null : iso(one.since) })),
    log: log.map((word) => ({ ...word, at: iso(word.at) })),
  };
}

export const privacyRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/privacy",
    summary: "What the workspace decided about consent, addresses and fields that are never stored",
    tag,
    may: "read",
    answer: privacy,
    run: async ({ product, caller }) => (await readPrivacy(product.store.records.database, caller.workspaceId)).privacy,
  }),

  defineRoute({
    method: "PATCH",
    path: "/api/privacy",
    summary: "Decide about privacy; it holds for everything that arrives from now on",
    tag,
    may: "change settings",
    body: privacy,
    answer: privacy,
    async run({ product, caller, body }) {
      await savePrivacy(product.store.records.database, caller.workspaceId, body);
      await product.collect.rules.refresh(caller.workspaceId);
      return body;
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/customers/:id/consents",
    summary: "What a customer allows, and every word that says so with its proof",
    tag,
    may: "read",
    params,
    answer: allowed,
    async run({ product: { store }, caller, params }) {
      return answerAllowed(store, caller.workspaceId, await keysOf(store, caller.workspaceId, params.id));
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/customers/:id/consents",
    summary: "Write down what a customer said about a purpose",
    tag,
    may: "work on cases",
    params,
    body: z.object({
      purpose: z.string(),
      granted: z.boolean(),
      proof: z.string().trim().min(1, "say how you know, such as: told us on the phone").max(2000),
    }),
    answer: allowed,
    status: 201,
    async run({ product, caller, params, body }) {
      const { store } = product;
      const identities = await keysOf(store, caller.workspaceId, params.id);
      const [identity] = identities;
      if (!identity)
        throw new Failure("conflict", { problem: "Nothing says who this customer is, so nobody would be recognised by it later." });
      await addConsent(store, caller.workspaceId, { ...body, identity, who: caller.userId, at: product.now() });
      await product.collect.rules.refresh(caller.workspaceId);
      return answerAllowed(store, caller.workspaceId, identities);
    },
  }),
];
