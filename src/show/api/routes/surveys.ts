import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { addSurvey, listSurveys } from "../../../act/surveys/survey.ts";
import { channels } from "../../../model/channel.ts";
import type { Product } from "../product.ts";
import { defineRoute } from "../route.ts";

const tag = "Surveys";
const words = z.object({
  title: z.string().trim().min(1, "give the survey a name").max(200),
  question: z.literal("recommend", "the hosted page asks the recommend question"),
  touchpoint: z.string().trim().max(200),
  channel: z.enum(channels),
});
const survey = words.extend({ id: z.string(), token: z.string(), url: z.url(), responses: z.number(), createdAt: z.iso.datetime() });
export type SurveyItem = z.infer<typeof survey>;

/** Where respondents find a survey. */
const addressOf = ({ settings }: Product, request: FastifyRequest, token: string): string =>
  `${settings.publicUrl.replace(/\/+$/, "") || `${request.protocol}://${request.host}`}/s/${token}`;

export const surveyRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/surveys",
    summary: "Surveys with their links and how many answered",
    tag,
    may: "read",
    answer: z.object({ surveys: z.array(survey) }),
    async run({ product, caller, request }) {
      const found = await listSurveys(product.store, caller.workspaceId);
      const surveys = found.map(({ createdAt, ...told }) => ({
        ...told,
        question: "recommend" as const,
        url: addressOf(product, request, told.token),
        createdAt: createdAt.toISOString(),
      }));
      return { surveys };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/surveys",
    summary: "Make a survey with a link of its own",
    tag,
    may: "change surveys",
    body: words.partial({ question: true, touchpoint: true, channel: true }),
    answer: z.object({ id: z.string(), token: z.string(), url: z.url() }),
    status: 201,
    async run({ product, caller, body, request }) {
      const { title, question = "recommend", touchpoint = "", channel = "web" } = body;
      const { id, token } = await addSurvey(product.store, caller.workspaceId, { title, question, touchpoint, channel }, product.now());
      return { id, token, url: addressOf(product, request, token) };
    },
  }),
];
