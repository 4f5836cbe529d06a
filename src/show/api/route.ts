import type { FastifyReply, FastifyRequest } from "fastify";
import type { z, ZodType } from "zod";
import type { Role } from "../../store/records/tables.ts";
import type { Permission } from "./permissions.ts";
import type { Product } from "./product.ts";

/** Who asks: a signed-in member of one workspace. */
export type Caller = { workspaceId: string; userId: string; role: Role };

type Read<S> = S extends ZodType ? z.output<S> : undefined;

/** One request to a route, already checked: who asks, what was sent, and the product to answer with. */
export type Call<P, Q, B, C> = {
  product: Product;
  caller: C;
  params: Read<P>;
  query: Read<Q>;
  body: Read<B>;
  request: FastifyRequest;
  reply: FastifyReply;
};

/**
 * One door of the API. It declares who may pass, the shape of what comes in and of what goes out; `run` only connects a room to it.
 *
 * `may` is a permission of the signed-in member, or `anyone` for the few doors that need no sign-in.
 * An answer without a schema is sent as it is (a file, a page); `run` then sets its own type on `reply`.
 */
export type Route = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  summary: string;
  tag: string;
  may: Permission | "anyone";
  params?: ZodType;
  query?: ZodType;
  body?: ZodType;
  answer?: ZodType;
  /** Status of a successful answer; 200 unless said otherwise. */
  status?: 200 | 201 | 202;
  /** Most requests from one address within the window. */
  limit?: { most: number; perMinutes: number; by?: (body: unknown) => string };
  run(call: Call<never, never, never, never>): Promise<unknown>;
};

/** Declares a route; the compiler ties `run` to the declared shapes, and hands it a caller unless anyone may pass. */
export function defineRoute<
  M extends Permission | "anyone",
  P extends ZodType | undefined,
  Q extends ZodType | undefined,
  B extends ZodType | undefined,
  A extends ZodType | undefined,
>(
  route: Omit<Route, "run" | "may" | "params" | "query" | "body" | "answer"> & {
    may: M;
    params?: P;
    query?: Q;
    body?: B;
    answer?: A;
    run(call: Call<P, Q, B, M extends "anyone" ? Caller | null : Caller>): Promise<A extends ZodType ? z.input<A> : unknown>;
  },
): Route {
  return route as unknown as Route;
}
