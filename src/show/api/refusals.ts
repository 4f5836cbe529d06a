import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";
import { Failure } from "../../model/failure.ts";

/** What every refusal looks like to a program. */
export const refusalShape = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    request: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
});

/** The one place where a failure becomes an HTTP answer. A bug is logged in full and answered without its insides. */
export function refuse(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const issues = issuesIn(error);
  const failure = failureOf(error, issues) ?? new Failure("internal", { request: request.id });
  if (failure.code === "internal") request.log.error({ err: error }, "unexpected failure");
  if (failure.status === 429 || failure.status === 503) reply.header("Retry-After", String(failure.details.seconds ?? 5));
  return reply
    .status(failure.status)
    .send({ error: { code: failure.code, message: failure.message, request: request.id, ...(issues.length ? { issues } : {}) } });
}

type Issue = { path: string; message: string };

function issuesIn(error: Error): Issue[] {
  if (!hasZodFastifySchemaValidationErrors(error)) return [];
  return error.validation.map(({ instancePath, message }) => ({
    path: instancePath.replace(/^\//, "").replaceAll("/", "."),
    message: message ?? "it cannot be used",
  }));
}

/** The refusal that an error stands for; `null` for a bug. */
function failureOf(error: Error, issues: Issue[]): Failure | null {
  if (error instanceof Failure) return error;
  const [first] = issues;
  if (first) return new Failure("bad_input", { field: first.path || "body", problem: first.message });
  const { code, statusCode } = error as FastifyError;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new Failure("body_too_large", { limit: "1 MiB" });
  if (code === "FST_ERR_CTP_INVALID_JSON_BODY" || code === "FST_ERR_CTP_EMPTY_JSON_BODY" || error instanceof SyntaxError)
    return new Failure("bad_json", { problem: error.message });
  if (statusCode && statusCode < 500) return new Failure("bad_input", { field: "request", problem: error.message });
  return null;
}
