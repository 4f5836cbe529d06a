import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Hooks } from "../../collect/hooks/hooks.ts";
import { Failure } from "../../model/failure.ts";

/** What the door for webhooks needs; `publicUrl` is the address under which senders reach Rapport, without a slash at its end. */
export type HookDoorOptions = { hooks: Hooks; bodyLimitBytes: number; publicUrl: string; now: () => number };

type Asked = FastifyRequest<{ Params: { id: string } }>;
const retryAfterS = 5;

/**
 * The door for webhooks: `/hooks/:id`. Success means that the delivery is durable; everything else happens afterwards.
 *
 * Bodies stay the bytes that they were, since signatures are over bytes. It never redirects and never blames the sender for our own trouble.
 */
export async function hookDoor(app: FastifyInstance, { hooks, bodyLimitBytes, publicUrl, now }: HookDoorOptions): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: bodyLimitBytes }, (_request, body, done) => done(null, body));
  app.setErrorHandler(async (error, request, reply) => {
    const failure = asFailure(error, request, bodyLimitBytes);
    // What was looked at before it was refused is counted there; whose count cannot be told now is refused all the same.
    const isUnseen = failure.code === "body_too_large" || failure.code === "overloaded";
    if (isUnseen) await hooks.refuse((request as Asked).params.id, failure).catch(() => {});
    return refuse(reply, failure);
  });

  for (const url of ["/hooks/:id", "/hooks/:id/"]) {
    app.post(url, async (request: Asked, reply) => {
      const { method, headers, query, params, url: path } = request;
      const search = path.includes("?") ? path.slice(path.indexOf("?")) : "";
      const uri = publicUrl ? `${publicUrl}/hooks/${params.id}${search}` : "";
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      await hooks.receive(params.id, { bytes, headers, query: query as Record<string, unknown>, method, uri, receivedAt: now() });
      return reply.send({ ok: true });
    });
    // Some senders look whether anybody is there before they believe an address.
    app.head(url, async (_request, reply) => reply.send());
    app.get(url, async (_request, reply) => reply.code(405).header("allow", "POST, HEAD").send({ ok: false }));
  }
}

function asFailure(error: unknown, request: FastifyRequest, limitBytes: number): Failure {
  if (error instanceof Failure) return error;
  const { code, message } = error as { code?: string; message?: string };
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new Failure("body_too_large", { limit: `${Math.round(limitBytes / 1024)} KiB` });
  if (code?.startsWith("FST_ERR_CTP")) return new Failure("bad_input", { field: "body", problem: message ?? "it cannot be read" });
  request.log.error({ err: error }, "a webhook delivery failed");
  return new Failure("store_unavailable", { store: "event" });
}

function refuse(reply: FastifyReply, failure: Failure): FastifyReply {
  if (failure.status === 429 || failure.status === 503) reply.header("retry-after", String(retryAfterS));
  return reply.code(failure.status).send({ ok: false, code: failure.code, message: failure.message });
}
