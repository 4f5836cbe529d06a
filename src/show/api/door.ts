import type { FastifyReply, FastifyRequest } from "fastify";
import { Failure } from "../../model/failure.ts";
import { findCaller, loginLasts } from "./logins.ts";
import { may } from "./permissions.ts";
import type { Product } from "./product.ts";
import type { Caller, Route } from "./route.ts";

const cookieName = (isSecure: boolean): string => (isSecure ? "__Host-rapport" : "rapport");

/** The login token that a request carries; `null` when it carries none. */
export const tokenOf = (request: FastifyRequest): string | null => request.cookies[cookieName(request.protocol === "https")] ?? null;

/** Gives the browser its login, or takes it away when the token is `null`. */
export function setToken(request: FastifyRequest, reply: FastifyReply, token: string | null): void {
  const isSecure = request.protocol === "https";
  const options = { path: "/", httpOnly: true, sameSite: "lax" as const, secure: isSecure };
  if (token) reply.setCookie(cookieName(isSecure), token, { ...options, maxAge: loginLasts.absoluteMs / 1000 });
  else reply.clearCookie(cookieName(isSecure), options);
}

/**
 * Who are you, and may you: the caller of a request to this route.
 *
 * A request that changes something must come from our own pages: it carries a header that a foreign page cannot add, and no foreign Origin.
 *
 * @returns the caller; `null` only on a route that anyone may use
 * @throws  Failure `cross_site`, `not_signed_in` or `not_allowed`
 */
export async function admit(product: Product, route: Route, request: FastifyRequest): Promise<Caller | null> {
  if (isOperator(request)) return findOperator(product, route, request);
  if (route.method !== "GET" && route.path.startsWith("/api/")) refuseCrossSite(request);
  const token = tokenOf(request);
  const caller = token ? await findCaller(product.store, token, product.now()) : null;
  if (route.may === "anyone") return caller;
  if (!caller) throw new Failure("not_signed_in");
  if (!may(caller.role, route.may)) throw new Failure("not_allowed", { action: route.may });
  return caller;
}

function refuseCrossSite(request: FastifyRequest): void {
  const origin = request.headers.origin;
  const isOurs = request.headers["x-rapport"] === "1" && (!origin || (URL.canParse(origin) && new URL(origin).host === request.host));
  if (!isOurs) throw new Failure("cross_site");
}

const operatorSockets = new WeakSet<object>();

/** Lets a connection in as the operator: it came through the data folder, which only the operator may open. */
export const welcomeOperator = (socket: object): void => void operatorSockets.add(socket);

export const isOperator = (request: FastifyRequest): boolean => operatorSockets.has(request.socket);

/** The operator acts as the owner of a workspace: the company's own, or the one that `x-rapport-workspace` names. `null` before there is one. */
async function findOperator({ store }: Product, route: Route, request: FastifyRequest): Promise<Caller | null> {
  const owners = await store.records.database
    .selectFrom("members")
    .innerJoin("workspaces", "workspaces.id", "members.workspace_id")
    .select(["members.workspace_id", "members.user_id", "members.role", "workspaces.name", "workspaces.sample"])
    .where("role", "=", "owner")
    .orderBy("workspaces.created_at")
    .execute();
  const wanted = request.headers["x-rapport-workspace"];
  const isWanted = ({ workspace_id, name, sample }: (typeof owners)[number]) =>
    wanted ? [workspace_id, name, sample === "none" ? "" : "sample"].includes(String(wanted)) : sample === "none";
  const owner = owners.find(isWanted);
  if (owner) return { workspaceId: owner.workspace_id, userId: owner.user_id, role: owner.role };
  if (owners.length > 0) throw new Failure("not_found", { thing: `workspace called ${String(wanted)}` });
  if (route.may === "anyone") return null;
  throw new Failure("not_set_up");
}
