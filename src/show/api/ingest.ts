import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readBody } from "../../collect/body.ts";
import type { Intake } from "../../collect/intake.ts";
import type { KeyOwner, Keys } from "../../collect/keys.ts";
import { sources } from "../../collect/sources/list.ts";
import type { Rejection, Source } from "../../collect/sources/source.ts";
import type { DeadLetter } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import { keyIn } from "./ingest-key.ts";

/** What the event door needs: where facts go, whose keys they are, and the largest body in bytes after decompression. */
export type IngestOptions = { intake: Intake; keys: Keys; bodyLimitBytes: number; now?: () => number };

const retryAfterS = 2;
const preflight = {
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-allow-headers": "authorization, content-type, anonymousid, sentat, x-write-key, x-retry-count",
  "access-control-max-age": "7200",
};

/**
 * The event door: every source's routes, with and without a trailing slash, as a plugin that can be mounted anywhere.
 *
 * It never redirects, answers success only for what is stored durably, and never blames the sender for our own trouble.
 */
export async function ingest(app: FastifyInstance, options: IngestOptions): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: options.bodyLimitBytes }, (_request, body, done) => done(null, body));
  app.addHook("onRequest", async (request, reply) => allowAnyPage(request, reply));
  app.setErrorHandler((error, request, reply) => refuse(reply, asFailure(error, request)));

  for (const source of sources)
    for (const [path, call] of Object.entries(source.routes))
      for (const url of [path, `${path}/`]) {
        app.options(url, (_request, reply) => reply.code(204).headers(preflight).send());
        app.post(url, (request, reply) => receive({ source, call, ...options }, request, reply));
      }
  for (const url of ["/v1/projects/:key/settings", "/v1/projects/:key/settings/"])
    app.get<{ Params: { key: string } }>(url, (request, reply) => sendSettings(options.keys, request.params.key, reply));
}

/** What browser libraries ask for before they send: they will use the key that they find here. */
async function sendSettings(keys: Keys, key: string, reply: FastifyReply): Promise<FastifyReply> {
  if (!(await keys.resolve(key))) throw new Failure("not_found", { thing: "write key" });
  const settings = { integrations: { "Segment.io": { apiKey: key } }, plan: {}, edgeFunction: {} };
  return reply.header("cache-control", "public,max-age=60").send(settings);
}

type Door = IngestOptions & { source: Source; call: string };

/** The steps of one request: whose is it, what does it say, keep it, answer. */
async function receive(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { source, call, intake, keys, bodyLimitBytes, now = Date.now } = door;
  const receivedAt = now();
  const inHeader = keyIn(request, null);
  let owner = inHeader ? await findOwner(keys, inHeader) : null;
  try {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const body = readBody(bytes, request.headers["content-encoding"], bodyLimitBytes);
    const key = keyIn(request, body.value);
    owner ??= key ? await findOwner(keys, key) : null;
    if (!owner) throw new Failure("unknown_key");
    const { workspaceId, sourceId, currency } = owner;
    const { facts, rejections } = source.read(body.value, call, { sourceId, receivedAt, currency, isUtf8: body.isUtf8 });
    const [first] = rejections;
    if (first && source.isSingle(call)) {
      intake.refuse(workspaceId, sourceId, first.code);
      return reply.code(400).send({ success: false, code: first.code, message: first.problem });
    }
    const letters = rejections.map((rejection) => letterOf(rejection, sourceId, receivedAt));
    await intake.accept(workspaceId, facts, letters);
    const rejected = rejections.map(({ index, code }) => ({ index, code }));
    return reply.send(first ? { success: true, accepted: facts.length, rejected } : { success: true });
  } catch (error) {
    const isTheirs = error instanceof Failure && error.status < 429;
    if (owner && isTheirs) intake.refuse(owner.workspaceId, owner.sourceId, error.code);
    throw error;
  }
}

async function findOwner(keys: Keys, key: string): Promise<KeyOwner> {
  const owner = await keys.resolve(key);
  if (!owner) throw new Failure("unknown_key");
  return owner;
}

function letterOf({ code, problem, item }: Rejection, sourceId: string, receivedAt: number): DeadLetter {
  // Beyond some thousand levels nothing can write it down.
  const raw = code === "too_deep" ? "" : (JSON.stringify(item) ?? "");
  return { sourceId, receivedAt, code, problem, raw };
}

function allowAnyPage({ headers }: FastifyRequest, reply: FastifyReply): void {
  if (headers.origin === undefined) return;
  reply.headers({ "access-control-allow-origin": headers.origin, vary: "origin", "access-control-expose-headers": "Retry-After" });
}

function asFailure(error: unknown, request: FastifyRequest): Failure {
  if (error instanceof Failure) return error;
  const { code, message } = error as { code?: string; message?: string };
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new Failure("body_too_large", { limit: "the limit" });
  if (code?.startsWith("FST_ERR_CTP")) return new Failure("bad_json", { problem: message ?? "it cannot be read" });
  request.log.error(error);
  return new Failure("store_unavailable", { store: "event" });
}

function refuse(reply: FastifyReply, failure: Failure): FastifyReply {
  // The protocol's own word for a body that is too large is 400.
  const status = failure.status === 413 ? 400 : failure.status;
  if (status === 429 || status === 503) reply.header("retry-after", String(retryAfterS));
  return reply.code(status).send({ success: false, code: failure.code, message: failure.message });
}
