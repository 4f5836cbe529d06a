import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit, { type FastifyRateLimitStoreCtor } from "@fastify/rate-limit";
import files from "@fastify/static";
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { Failure } from "../../model/failure.ts";
import { watchConnections } from "./connections.ts";
import { admit } from "./door.ts";
import { addHealth } from "./health.ts";
import { hookDoor } from "./hook-door.ts";
import { ingest } from "./ingest.ts";
import { addDescription } from "./openapi.ts";
import type { Product } from "./product.ts";
import { RateMemory } from "./rate-memory.ts";
import { refusalShape, refuse } from "./refusals.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes/list.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** The folder with the built console, found from a bundle in `dist/` or from the sources; `null` when it is not built. */
function consoleFolder(): string | null {
  return [join(here, "console"), join(here, "../../../dist/console")].find((folder) => existsSync(join(folder, "index.html"))) ?? null;
}

// Long enough for every busy sender to hear that its connection closes.
const farewellMs = 2000;

/** The HTTP face of the product: every route, the console, health, and the description of it all. It does not listen yet. */
export async function createApp(product: Product): Promise<FastifyInstance> {
  const { settings } = product;
  const app = fastify({
    loggerInstance: product.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: settings.trustProxy ? settings.trustProxy.split(",").map((address) => address.trim()) : false,
    bodyLimit: 1024 * 1024,
    // A large file over a slow line takes its time; a line that falls silent, or drips, is cut off.
    requestTimeout: 3_600_000,
    connectionTimeout: 30_000,
    keepAliveTimeout: 30_000,
    forceCloseConnections: "idle",
    // On the way out requests are still answered, and told that their connection closes.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 500 },
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2000 },
  });
  const connections = watchConnections(app.server, settings.trustProxy);
  app.addHook("preClose", () => connections.farewell(farewellMs));
  app.addHook("onRequest", async (request, reply) => {
    if (!connections.isTooMany(request.raw.socket)) return;
    reply.header("connection", "close");
    throw new Failure("too_many_requests", { seconds: 5 });
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(refuse);
  app.addHook("onResponse", async (request, reply) => {
    // The path's pattern, never the address itself: addresses carry tokens and search words.
    const line = {
      request: request.id,
      method: request.method,
      route: request.routeOptions.url ?? "unknown",
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (reply.statusCode >= 500) request.log.warn(line, "answered");
    else request.log.debug(line, "answered");
  });
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentRules },
    hsts: false,
    referrerPolicy: { policy: "no-referrer" },
  });
  await app.register(rateLimit, {
    global: false,
    store: RateMemory as unknown as FastifyRateLimitStoreCtor,
    errorResponseBuilder: (_, { ttl }) => new Failure("too_many_requests", { seconds: Math.ceil(ttl / 1000) }),
  });
  // The survey page's form works without a script, so its answers come as forms do.
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: 64 * 1024 },
    async (_: unknown, body: string) => Object.fromEntries(new URLSearchParams(body)),
  );
  await app.register(multipart, { limits: { fileSize: 4 * 1024 ** 3, files: 1, fields: 10 } });
  await addDescription(app);
  addHealth(app, product);
  await app.register(ingest, {
    intake: product.collect.intake,
    keys: product.collect.keys,
    bodyLimitBytes: settings.bodyLimitKb * 1024,
    publicUrl: settings.publicUrl.replace(/\/$/, ""),
    now: product.now,
  });
  await app.register(hookDoor, {
    hooks: product.collect.hooks,
    bodyLimitBytes: settings.bodyLimitKb * 1024,
    publicUrl: settings.publicUrl.replace(/\/+$/, ""),
    now: product.now,
  });
  for (const route of routes) addRoute(app, product, route);
  await addConsole(app);
  return app;
}

const contentRules = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", "data:"],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** Connects one declared route: who may pass is asked before anything of the request is looked at. */
function addRoute(app: FastifyInstance, product: Product, route: Route): void {
  const { method, path, summary, tag, params, query, body, answer, limit, status = 200 } = route;
  const callers = new WeakMap<FastifyRequest, unknown>();
  app.route({
    method,
    url: path,
    schema: {
      summary,
      tags: [tag],
      hide: !path.startsWith("/api/"),
      ...(params ? { params } : {}),
      ...(query ? { querystring: query } : {}),
      ...(body ? { body } : {}),
      ...(answer ? { response: { [status]: answer, "4xx": refusalShape, "5xx": refusalShape } } : {}),
    },
    ...(limit
      ? {
          config: {
            rateLimit: {
              max: limit.most,
              timeWindow: limit.perMinutes * 60_000,
              hook: "preHandler" as const,
              keyGenerator: (request: FastifyRequest) => `${request.ip} ${limit.by?.(request.body) ?? ""}`,
            },
          },
        }
      : {}),
    onRequest: async (request, reply) => {
      reply.raw.once("close", product.courtesy.greet());
      if (product.isStopping()) throw new Failure("store_unavailable", { store: "record" });
      // Signing in writes a line too, but whoever looks after a full disk must be let in.
      if (method !== "GET" && path !== "/api/sign-in" && product.store.disk.isFull()) throw new Failure("disk_full");
      callers.set(request, await admit(product, route, request));
      // Whoever was told that something is kept finds it in the next answer.
      if (route.may !== "anyone") await product.collect.intake.written();
    },
    handler: async (request, reply) => {
      const call = {
        product,
        caller: callers.get(request),
        params: request.params,
        query: request.query,
        body: request.body,
        request,
        reply,
      };
      const result = await route.run(call as never);
      return reply.sent ? reply : reply.status(reply.statusCode === 200 ? status : reply.statusCode).send(result);
    },
  });
}

/** The console: its files, and its page for every address that is not the API's. */
async function addConsole(app: FastifyInstance): Promise<void> {
  const root = consoleFolder();
  if (root) await app.register(files, { root, wildcard: false, index: false, maxAge: "365d", immutable: true, etag: true });
  app.setNotFoundHandler(async (request, reply) => {
    // A browser says that it reads pages; a program that asks for the front door means the page as well.
    const readsPages = String(request.headers.accept).includes("text/html") || request.url === "/";
    const isPage = ["GET", "HEAD"].includes(request.method) && !request.url.startsWith("/api/");
    if (root && isPage && readsPages)
      return reply.type("text/html; charset=utf-8").header("Cache-Control", "no-cache").sendFile("index.html", { cacheControl: false });
    throw new Failure("not_found", { thing: "page" });
  });
}
