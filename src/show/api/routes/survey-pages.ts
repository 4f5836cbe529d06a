import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { feedbackFrom, problemWith, respondentOf, scoreIn, type Response } from "../../../act/surveys/response.ts";
import { findSurvey, type Survey } from "../../../act/surveys/survey.ts";
import { Failure } from "../../../model/failure.ts";
import { reasonLimit, surveyLocaleFor, type SurveyLocale } from "../../../model/survey-texts.ts";
import { pageHeaders } from "../../respond/style.ts";
import { renderGone, renderSurvey, renderThanks, type SurveyForm } from "../../respond/survey-page.ts";
import { defineRoute } from "../route.ts";

const tag = "Survey page";
const params = z.object({ token: z.string() });
const query = z.object({
  lang: z.string().max(35).optional(),
  customer: z.string().max(500).optional(),
  email: z.string().max(500).optional(),
});

/** The language of a page: the one in its address, or the best of those that the browser asks for. */
const localeOf = (request: FastifyRequest, lang: string | undefined): SurveyLocale =>
  surveyLocaleFor(lang ?? request.headers["accept-language"] ?? "");

/** The language as part of an address, if it was asked for there. */
const keepLanguage = (lang: string | undefined): string => (lang ? `?lang=${encodeURIComponent(lang)}` : "");

/** The survey behind a link; `null` when it leads nowhere. */
async function lookUp(store: Parameters<typeof findSurvey>[0], token: string): Promise<Awaited<ReturnType<typeof findSurvey>> | null> {
  return findSurvey(store, token).catch((error: unknown) => {
    if (error instanceof Failure && error.code === "not_found") return null;
    throw error;
  });
}

type Asked = { survey: Survey & { company: string }; response: Response; lang: string | undefined; locale: SurveyLocale };

function pageOf({ survey, response, lang, locale }: Asked, mend: Pick<SurveyForm, "given" | "problem"> = {}): string {
  const { customer = "", email = "" } = response;
  const who = respondentOf(response) === null ? {} : Object.fromEntries(Object.entries({ customer, email }).filter(([, value]) => value));
  return renderSurvey({
    company: survey.company,
    locale,
    action: `/s/${survey.token}/answers${keepLanguage(lang)}`,
    nonce: response.nonce ?? randomBytes(12).toString("base64url"),
    who,
    ...mend,
  });
}

const here = dirname(fileURLToPath(import.meta.url));
const scriptPlaces = [join(here, "respond/page.js"), join(here, "../../../../dist/respond/page.js")];

export const surveyPageRoutes = [
  defineRoute({
    method: "GET",
    path: "/s/:token",
    summary: "The page on which a customer answers",
    tag,
    may: "anyone",
    params,
    query,
    async run({ product, params: { token }, query: { lang, customer, email }, request, reply }) {
      const locale = localeOf(request, lang);
      const survey = await lookUp(product.store, token);
      reply.headers(pageHeaders);
      if (!survey) return reply.status(404).send(renderGone(locale));
      const response = { ...(customer ? { customer } : {}), ...(email ? { email } : {}) };
      return reply.send(pageOf({ survey, response, lang, locale }));
    },
  }),

  defineRoute({
    method: "POST",
    path: "/s/:token/answers",
    summary: "Take an answer: from the page's form, or as JSON from a program",
    tag,
    may: "anyone",
    params,
    query: query.pick({ lang: true }),
    body: z.record(z.string(), z.unknown()).nullish(),
    limit: { most: 60, perMinutes: 1 },
    async run({ product, params: { token }, query: { lang }, body, request, reply }) {
      const isForm = String(request.headers["content-type"]).startsWith("application/x-www-form-urlencoded");
      const locale = localeOf(request, lang);
      const survey = isForm ? await lookUp(product.store, token) : await findSurvey(product.store, token);
      if (isForm) reply.headers(pageHeaders);
      if (!survey) return reply.status(404).send(renderGone(locale));

      const response = readResponse(body ?? {});
      const asked = { survey, response, lang, locale };
      const given = { score: scoreIn(survey, response), comment: response.comment ?? "" };
      const problem = problemWith(survey, response);
      if (problem && isForm) return reply.status(400).send(pageOf(asked, { given, problem }));
      if (problem) throw new Failure("bad_input", refusals[problem]);

      const fact = feedbackFrom(survey, response, { now: product.now(), language: locale });
      const taken = await product.collect.intake.accept(survey.workspaceId, [fact]).catch((error: unknown) => {
        if (isForm && error instanceof Failure) return error;
        throw error;
      });
      if (taken instanceof Failure) return reply.status(taken.status).send(pageOf(asked, { given, problem: "notSent" }));
      if (!isForm) return reply.status(201).send({ ok: true, known: taken.known > 0 });
      return reply.redirect(`/s/${token}/${taken.known > 0 ? "known" : "thanks"}${keepLanguage(lang)}`, 303);
    },
  }),

  ...(["thanks", "known"] as const).map((end) =>
    defineRoute({
      method: "GET",
      path: `/s/:token/${end}`,
      summary: end === "thanks" ? "Thanks for an answer" : "Says that an answer was there already",
      tag,
      may: "anyone",
      params,
      query: query.pick({ lang: true }),
      async run({ product, params: { token }, query: { lang }, request, reply }) {
        const locale = localeOf(request, lang);
        const survey = await lookUp(product.store, token);
        reply.headers(pageHeaders);
        if (!survey) return reply.status(404).send(renderGone(locale));
        return reply.send(renderThanks({ company: survey.company, locale }, end === "known"));
      },
    }),
  ),

  defineRoute({
    method: "GET",
    path: "/s/page.js",
    summary: "The survey page's script; the page works without it",
    tag,
    may: "anyone",
    async run({ reply }) {
      const script = scriptPlaces.find((file) => existsSync(file));
      if (!script) throw new Failure("not_found", { thing: "script" });
      reply.headers({ "content-type": "text/javascript; charset=utf-8", "cache-control": "public, max-age=3600" });
      return reply.send(await readFile(script, "utf8"));
    },
  }),
];

const refusals = {
  chooseScore: { field: "score", problem: "give a whole number from 0 to 10." },
  tooLong: { field: "comment", problem: `write ${reasonLimit} characters or less.` },
};

/** The fields that a response may have, as text; anything else that was sent is ignored. */
function readResponse(body: Record<string, unknown>): Response {
  const names = ["score", "comment", "customer", "email", "nonce"] as const;
  const sent = names.flatMap((name) => {
    const value = body[name];
    return typeof value === "string" || typeof value === "number" ? [[name, String(value)] as const] : [];
  });
  return Object.fromEntries(sent);
}
