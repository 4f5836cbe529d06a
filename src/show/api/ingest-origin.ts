import type { FastifyReply, FastifyRequest } from "fastify";
import type { KeyOwner } from "../../collect/keys.ts";
import { Failure } from "../../model/failure.ts";
import { mayOriginSend } from "../../model/origin.ts";

/** What a browser is told when it asks before it sends. */
export const preflight = {
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-allow-headers":
    "authorization, content-type, anonymousid, sentat, x-write-key, x-retry-count, x-enable-debug, x-ip-policy, isreclaimed",
  "access-control-max-age": "7200",
};

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
