import type { FastifyReply, FastifyRequest } from "fastify";
import type { KeyOwner } from "../../collect/keys.ts";
import { Failure } from "../../model/failure.ts";
import { mayOriginSend } from "../../model/origin.ts";

const usualHeaders = "authorization, content-type, anonymousid, sentat, x-write-key, x-retry-count";

/**
 * What a browser is told when it asks before it sends. Clients add headers of their own, to a retry for instance, and nothing here obeys
 * them: whichever they ask for they may send.
 */
export const preflightOf = ({ headers }: FastifyRequest): Record<string, string> => ({
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-allow-headers": headers["access-control-request-headers"] ?? usualHeaders,
  "access-control-max-age": "7200",
});

const shared = ["access-control-allow-origin", "access-control-allow-credentials", "access-control-expose-headers"];

/**
 * Lets the page that asks read the answer. Whose key it carries is not known yet: `refuseForeignPage` takes this back.
 *
 * Beacons ask with credentials whatever their sender wants, so an exact origin may have them. The event door neither reads nor sets a cookie.
 */
export function welcomePage({ headers: { origin } }: FastifyRequest, reply: FastifyReply): void {
  // Pictures and scripts of other pages come without an origin, and are events all the same.
  reply.headers({ "cache-control": "no-store", "cross-origin-resource-policy": "cross-origin" });
  if (origin === undefined) return;
  reply.headers({ "access-control-allow-origin": origin, vary: "origin", "access-control-expose-headers": "Retry-After" });
  if (origin !== "null") reply.header("access-control-allow-credentials", "true");
}

/** @throws Failure `origin_not_allowed` when the key names the pages that may use it, and this is none of them */
export function refuseForeignPage({ origins }: KeyOwner, { headers: { origin } }: FastifyRequest, reply: FastifyReply): void {
  if (origin === undefined || mayOriginSend(origins, origin)) return;
  for (const name of shared) reply.removeHeader(name);
  throw new Failure("origin_not_allowed");
}

/**
 * The address at which a client reached us. A page under https can only send to https: there a proxy speaks it, whatever it told us;
 * only to its own machine may it speak http.
 */
export function urlOf({ headers, host, protocol, server }: FastifyRequest): string {
  const isOwnMachine = /^(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(host);
  const scheme = headers.origin?.startsWith("https:") && !isOwnMachine ? "https" : protocol;
  return `${scheme}://${host}${server.prefix.replace(/\/$/, "")}`;
}
