import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readBody, type Body } from "../../collect/body.ts";
import type { Intake } from "../../collect/intake.ts";
import type { KeyOwner, Keys } from "../../collect/keys.ts";
import { sources } from "../../collect/sources/list.ts";
import { Refusal } from "../../collect/sources/refusal.ts";
import type { Answer, Arrival, Asked, Page, Reading, Rejection, Source } from "../../collect/sources/source.ts";
import type { DeadLetter } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import { keyIn } from "./ingest-key.ts";

/** What the event door needs: where facts go, whose keys they are, and the largest body in bytes after decompression. */
export type IngestOptions = { intake: Intake; keys: Keys; bodyLimitBytes: number; now?: () => number };

const retryAfterS = 2;
const preflight = {
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-allow-headers": "authorization, content-type, anonymousid, sentat, x-write-key, x-retry-count, sp-anonymous",
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
  app.setErrorHandler((error, request, reply) => refuse(reply, error instanceof Refusal ? error : asFailure(error, request), 400));

  for (const source of sources) {
    for (const { method, path, call } of source.entries)
      for (const url of [path, `${path}/`]) {
        if (!app.hasRoute({ method: "OPTIONS", url })) app.options(url, (_request, reply) => reply.code(204).headers(preflight).send());
        app.route({ method, url, handler: (request, reply) => receive({ source, call, ...options }, request, reply) });
      }
    for (const page of source.pages ?? [])
      for (const url of [page.path, `${page.path}/`])
        app.get<{ Params: { key: string } }>(url, (request, reply) => sendPage(options.keys, page, request.params.key, reply));
  }
}

async function sendPage(keys: Keys, page: Page, key: string, reply: FastifyReply): Promise<FastifyReply> {
  if (!(await keys.resolve(key))) throw new Failure("not_found", { thing: "write key" });
  return send(reply.header("cache-control", "public,max-age=60"), page.answer(key));
}

function send(reply: FastifyReply, { status, type, body }: Answer): FastifyReply {
  return (type ? reply.type(type) : reply).code(status).send(body);
}

type Door = IngestOptions & { source: Source; call: string };

/** The steps of one request: whose is it, what does it say, keep it, answer. */
async function receive(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { source, intake, keys, bodyLimitBytes, now = Date.now } = door;
  const receivedAt = now();
  const asked = { headers: request.headers, query: request.query as Asked["query"], params: request.params as Asked["params"] };
  const keyOf = (body: unknown) => source.keyIn?.({ ...asked, body }) ?? keyIn({ ...asked, body });
  const inHeader = keyOf(null);
  let owner = inHeader ? await findOwner(keys, inHeader) : null;
  try {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const isBodied = request.method === "POST";
    const parse = (plain: Buffer) => source.parse?.(plain, request.headers) ?? null;
    const body = isBodied ? readBody(bytes, request.headers["content-encoding"], bodyLimitBytes, parse) : { value: null, isUtf8: true };
    const key = keyOf(body.value);
    owner ??= key ? await findOwner(keys, key) : null;
    if (!owner) throw new Failure("unknown_key");
    return send(reply, await keep(door, owner, { ...asked, ...body, receivedAt }));
  } catch (error) {
    const isTheirs = (error instanceof Failure && error.status < 429) || error instanceof Refusal;
    if (owner && isTheirs) intake.refuse(owner.workspaceId, owner.sourceId, error.code);
    if (!isTheirs) throw error;
    return refuse(reply, error, source.tooLarge ?? 400);
  }
}

type Request = Body & Pick<Arrival, "headers" | "query" | "receivedAt">;

/**
 * Stores what a body says; resolves to the answer when it is durable.
 *
 * It is not an async function, so that the body and its facts are let go while the answer is waited for: a thousand waiting events
 * would otherwise grow old enough to cost the collector of garbage more than everything else costs.
 */
function keep({ source, call, intake }: Door, owner: KeyOwner, { value, isUtf8, headers, query, receivedAt }: Request): Promise<Answer> {
  const { workspaceId, sourceId, currency } = owner;
  const reading = source.read(value, call, { sourceId, receivedAt, currency, isUtf8, headers, query });
  const { facts, rejections } = reading;
  const [first] = rejections;
  if (first && source.isSingle(call)) return Promise.reject(new Refusal(first.code, first.problem));
  const letters = rejections.map((rejection) => letterOf(rejection, { sourceId, protocol: source.id, receivedAt }));
  const answer = source.answer?.(call, reading, value) ?? answerOf(reading);
  if (facts.length + letters.length === 0) return Promise.resolve(answer);
  return intake.accept(workspaceId, facts, letters).then(() => answer);
}

function answerOf({ facts, rejections }: Reading): Answer {
  const rejected = rejections.map(({ index, code }) => ({ index, code }));
  return { status: 200, body: { success: true, ...(rejected.length ? { accepted: facts.length, rejected } : {}) } };
}

async function findOwner(keys: Keys, key: string): Promise<KeyOwner> {
  const owner = await keys.resolve(key);
  if (!owner) throw new Failure("unknown_key");
  return owner;
}

function letterOf({ code, problem, item }: Rejection, from: Pick<DeadLetter, "sourceId" | "protocol" | "receivedAt">): DeadLetter {
  // Beyond some thousand levels nothing can write it down.
  const raw = code === "too_deep" ? "" : (JSON.stringify(item) ?? "");
  return { ...from, code, problem, raw };
}

function allowAnyPage({ headers }: FastifyRequest, reply: FastifyReply): void {
  // Pictures and scripts of other pages come without an origin, and are events all the same.
  reply.header("cross-origin-resource-policy", "cross-origin");
  if (headers.origin === undefined) return;
  reply.headers({ "access-control-allow-origin": headers.origin, vary: "origin", "access-control-expose-headers": "Retry-After" });
  // Some browsers' clients ask with credentials; no cookie is read or set here.
  if (headers.origin !== "null") reply.header("access-control-allow-credentials", "true");
}

function asFailure(error: unknown, request: FastifyRequest): Failure {
  if (error instanceof Failure) return error;
  const { code, message } = error as { code?: string; message?: string };
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new Failure("body_too_large", { limit: "the limit" });
  if (code?.startsWith("FST_ERR_CTP")) return new Failure("bad_json", { problem: message ?? "it cannot be read" });
  request.log.error(error);
  return new Failure("store_unavailable", { store: "event" });
}

function refuse(reply: FastifyReply, failure: Failure | Refusal, tooLarge: number): FastifyReply {
  const status = failure instanceof Refusal ? 400 : failure.status === 413 ? tooLarge : failure.status;
  if (status === 429 || status === 503) reply.header("retry-after", String(retryAfterS));
  return reply.code(status).send({ success: false, code: failure.code, message: failure.message });
}
