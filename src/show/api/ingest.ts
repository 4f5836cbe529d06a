import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readBody, type Body } from "../../collect/body.ts";
import type { Intake } from "../../collect/intake.ts";
import type { KeyOwner, Keys } from "../../collect/keys.ts";
import { sources } from "../../collect/sources/list.ts";
import { Refusal } from "../../collect/sources/refusal.ts";
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
  app.setErrorHandler((error, request, reply) => refuse(reply, error instanceof Refusal ? error : asFailure(error, request)));

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
  const { intake, keys, bodyLimitBytes, now = Date.now } = door;
  const receivedAt = now();
  const inHeader = keyIn(request, null);
  let owner = inHeader ? await findOwner(keys, inHeader) : null;
  try {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const body = readBody(bytes, request.headers["content-encoding"], bodyLimitBytes);
    const key = keyIn(request, body.value);
    owner ??= key ? await findOwner(keys, key) : null;
    if (!owner) throw new Failure("unknown_key");
    return reply.send(await keep(door, owner, body, receivedAt));
  } catch (error) {
    const isTheirs = (error instanceof Failure && error.status < 429) || error instanceof Refusal;
    if (owner && isTheirs) intake.refuse(owner.workspaceId, owner.sourceId, error.code);
    throw error;
  }
}

/**
 * Stores what a body says; resolves to the answer when it is durable.
 *
 * It is not an async function, so that the body and its facts are let go while the answer is waited for: a thousand waiting events
 * would otherwise grow old enough to cost the collector of garbage more than everything else costs.
 */
function keep({ source, call, intake }: Door, owner: KeyOwner, body: Body, receivedAt: number): Promise<object> {
  const { workspaceId, sourceId, currency, country } = owner;
  const { facts, rejections } = source.read(body.value, call, { sourceId, receivedAt, currency, country, isUtf8: body.isUtf8 });
  const [first] = rejections;
  if (first && source.isSingle(call)) return Promise.reject(new Refusal(first.code, first.problem));
  const letters = rejections.map((rejection) => letterOf(rejection, sourceId, receivedAt));
  const rejected = rejections.map(({ index, code }) => ({ index, code }));
  const answer = first ? { success: true, accepted: facts.length, rejected } : { success: true };
  return intake.accept(workspaceId, facts, letters).then(() => answer);
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

function refuse(reply: FastifyReply, failure: Failure | Refusal): FastifyReply {
  // The protocol's own word for a body that is too large is 400, as for a call that cannot be used.
  const status = failure instanceof Refusal || failure.status === 413 ? 400 : failure.status;
  if (status === 429 || status === 503) reply.header("retry-after", String(retryAfterS));
  return reply.code(status).send({ success: false, code: failure.code, message: failure.message });
}
