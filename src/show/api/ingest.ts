import type { FastifyContextConfig, FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from "fastify";
import { readBody, type Body } from "../../collect/body.ts";
import type { Intake } from "../../collect/intake/intake.ts";
import type { KeyOwner, Keys } from "../../collect/keys.ts";
import { fillAddress, type Connection } from "../../collect/sources/connection.ts";
import { sources } from "../../collect/sources/list.ts";
import { Refusal } from "../../collect/sources/refusal.ts";
import type { Answer, Arrival, Asked, Page, Reading, Rejection, Source } from "../../collect/sources/source.ts";
import type { DeadLetter } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import { keyIn } from "./ingest-key.ts";
import { preflightOf, refuseForeignPage, urlOf, welcomePage } from "./ingest-origin.ts";

/**
 * What the event door needs: where facts go, whose keys they are, the largest body in bytes after decompression, and the address that
 * clients are told, where it is not the one that they reached us at.
 */
export type IngestOptions = { intake: Intake; keys: Keys; bodyLimitBytes: number; publicUrl?: string; now?: () => number };

const retryAfterS = 2;
// The description of the API is for our own routes; these belong to their protocols.
const schema = { hide: true };
const mediaType = /^[\w.+-]+\/[\w.+-]+\s*(;|$)/;

// A body that is larger than anything may be is refused before its source sees it.
type Limits = FastifyContextConfig & Pick<Source, "tooLarge">;

/**
 * The event door: every source's routes, with and without a trailing slash, as a plugin that can be mounted anywhere.
 *
 * It never redirects, answers success only for what is stored durably, and never blames the sender for our own trouble.
 */
export async function ingest(app: FastifyInstance, options: IngestOptions): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: options.bodyLimitBytes }, (_request, body, done) => done(null, body));
  app.addHook("onRequest", async (request, reply) => {
    // The server refuses a label that names no type at all; here labels decide nothing.
    if (!mediaType.test(request.headers["content-type"] ?? "")) delete request.headers["content-type"];
    welcomePage(request, reply);
  });
  app.setErrorHandler(async (error, request, reply) => {
    const { tooLarge = 400 } = request.routeOptions.config as Limits;
    const refusal = error instanceof Refusal ? error : asFailure(error, request);
    // What was refused before its source saw it is counted by the key that it carried outside of its body.
    if (isTheirs(refusal)) await countRefusal(options, outerKey(request), refusal);
    return refuse(reply, refusal, tooLarge);
  });

  const taken = new Map<string, Set<string>>();
  const add = (method: "GET" | "POST", path: string, config: Limits, handler: RouteHandlerMethod) => {
    for (const url of [path, `${path}/`]) {
      app.route({ method, url, schema, config, exposeHeadRoute: false, handler });
      taken.set(url, (taken.get(url) ?? new Set(["OPTIONS"])).add(method));
    }
  };
  for (const source of sources) {
    const config: Limits = source.tooLarge ? { tooLarge: source.tooLarge } : {};
    for (const { method, path, call } of source.entries)
      add(method, path, config, (request, reply) => receive({ source, call, ...options }, request, reply));
    for (const page of source.pages ?? []) add("GET", page.path, {}, (request, reply) => sendPage(options, page, request, reply));
  }
  for (const [url, methods] of taken) closeOtherMethods(app, options, { url, methods });
}

/** An address that takes events is never unknown: what else is sent to it is told how to send, and a page may always ask first. */
function closeOtherMethods(
  app: FastifyInstance,
  options: IngestOptions,
  { url, methods }: { url: string; methods: ReadonlySet<string> },
): void {
  app.options(url, { schema }, (request, reply) => reply.code(204).headers(preflightOf(request)).send());
  const allowed = [...methods].sort().join(", ");
  app.route({
    method: app.supportedMethods.filter((method) => !methods.has(method)),
    url,
    schema,
    async handler(request, reply) {
      const failure = new Failure("wrong_method", { allowed });
      await countRefusal(options, outerKey(request), failure);
      return refuse(reply.header("allow", allowed), failure, 400);
    },
  });
}

async function sendPage(
  { keys, publicUrl }: IngestOptions,
  page: Page,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asked = askedOf(request);
  const key = asked.params.key ?? keyIn({ ...asked, body: null });
  const owner = key ? await keys.resolve(key) : null;
  if (!key || !owner) throw new Failure("not_found", { thing: "write key" });
  refuseForeignPage(owner, request, reply);
  return send(reply.header("cache-control", "public,max-age=60"), page.answer(key, publicUrl || urlOf(request)));
}

const askedOf = ({ headers, query, params }: FastifyRequest): Omit<Asked, "body"> => ({
  headers,
  query: query as Asked["query"],
  params: params as Asked["params"],
});

function send(reply: FastifyReply, { status, type, body }: Answer): FastifyReply {
  return (type ? reply.type(type) : reply).code(status).send(body);
}

type Door = IngestOptions & { source: Source; call: string };

/** The steps of one request: whose is it, what does it say, keep it, answer. */
async function receive(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { source, keys, bodyLimitBytes, now = Date.now } = door;
  const receivedAt = now();
  const asked = askedOf(request);
  // A spread that other properties follow is many times slower: here and below it stands last.
  const keyOf = (body: unknown) => {
    const whole: Asked = { body, ...asked };
    return source.keyIn?.(whole) ?? keyIn(whole);
  };
  let key = keyOf(null);
  try {
    let owner = key ? await findOwner(keys, key) : null;
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const isBodied = request.method === "POST";
    const parse = (plain: Buffer) => source.parse?.(plain, request.headers) ?? null;
    const body = isBodied ? readBody(bytes, request.headers["content-encoding"], bodyLimitBytes, parse) : { value: null, isUtf8: true };
    const said = keyOf(body.value);
    key ??= said;
    owner ??= key ? await findOwner(keys, key) : null;
    if (!owner) throw new Failure("unknown_key");
    refuseForeignPage(owner, request, reply);
    return send(reply, await keep(door, owner, { receivedAt, ip: request.ip, ...asked, ...body }));
  } catch (error) {
    if (!isTheirs(error)) throw error;
    await countRefusal(door, key, error);
    return refuse(reply, error, source.tooLarge ?? 400);
  }
}

/** Whether the answer is a 4xx: what is our own trouble is no fault of a source. */
const isTheirs = (error: unknown): error is Failure | Refusal =>
  error instanceof Refusal || (error instanceof Failure && error.status < 500);

/** Counts a refusal for the source of the key that came with it; a revoked key has one too, and one that nobody knows has none. */
async function countRefusal({ intake, keys }: IngestOptions, key: string | null, { code, message }: Failure | Refusal): Promise<void> {
  if (key === null) return;
  const owner = (await keys.resolve(key).catch(() => null)) ?? keys.formerOwner(key);
  if (owner) intake.refuse(owner.workspaceId, { sourceId: owner.sourceId, code, says: message });
}

/** The key that a request carries outside of its body; `null` when it carries none. */
const outerKey = (request: FastifyRequest): string | null => keyIn({ ...askedOf(request), body: null });

type Request = Body & Connection & Pick<Arrival, "query" | "receivedAt">;

/**
 * Stores what a body says; resolves to the answer when it is durable.
 *
 * It is not an async function, so that the body and its facts are let go while the answer is waited for: a thousand waiting events
 * would otherwise grow old enough to cost the collector of garbage more than everything else costs.
 */
function keep(
  { source, call, intake }: Door,
  owner: KeyOwner,
  { value, isUtf8, headers, query, receivedAt, ip }: Request,
): Promise<Answer> {
  const { workspaceId, sourceId, currency, country } = owner;
  const reading = source.read(value, call, { sourceId, receivedAt, currency, country, isUtf8, headers, query });
  const { facts, rejections } = reading;
  fillAddress(reading, source, { ip, headers });
  const [first] = rejections;
  if (first && source.isSingle(call)) return Promise.reject(new Refusal(first.code, first.problem));
  const letters = rejections.map((rejection) => letterOf(rejection, { sourceId, protocol: source.id, receivedAt }));
  const answer = source.answer?.(call, reading, { body: value, query, receivedAt }) ?? answerOf(reading);
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
