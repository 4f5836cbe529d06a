import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";

const place = "/api/openapi.json";

/** Describes every route as OpenAPI 3.1 at `/api/openapi.json`, with a page at `/api/docs` that renders it. */
export async function addDescription(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Rapport",
        version: "0.1.0",
        description: "The API behind Rapport's console. Requests that change something carry the header `x-rapport: 1`.",
      },
      components: { securitySchemes: { login: { type: "apiKey", in: "cookie", name: "rapport" } } },
      security: [{ login: [] }],
    },
    // The tracking protocols are described by those who made them.
    transform: (given) => (given.url.startsWith("/api/") ? jsonSchemaTransform(given) : { schema: { hide: true }, url: given.url }),
  });
  const quiet = { filename: "rapport.css", content: ".swagger-ui .topbar { display: none } .swagger-ui .info { margin: 24px 0 }" };
  await app.register(swaggerUi, {
    routePrefix: "/api/docs",
    staticCSP: true,
    theme: { title: "Rapport API", css: [quiet] },
    uiConfig: { docExpansion: "list", tryItOutEnabled: false },
    // The page's own copies would be made anew for each request.
    uiHooks: { onRequest: async (request, reply) => (isCopy.test(request.url) ? reply.redirect(place) : undefined) },
  });
  // Anyone may ask, as often as they like: it is put into words once.
  let words: Buffer | null = null;
  app.get(place, { schema: { hide: true } }, async (_, reply) => {
    words ??= Buffer.from(JSON.stringify(app.swagger()));
    return reply.type("application/json; charset=utf-8").send(words);
  });
}

const isCopy = /^\/api\/docs\/(json|yaml)(\?|$)/;
