import { z } from "zod";
import { countries } from "../../../model/country.ts";
import { defineRoute } from "../route.ts";
import { timezone } from "../workspaces.ts";

const tag = "Workspace";
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "give a time as HH:MM");
const currency = z.string().refine((code) => Intl.supportedValuesOf("currency").includes(code), "give a currency that exists, such as EUR");

const country = z
  .string()
  .refine((code) => code === "" || countries.includes(code), "give a country as two letters such as DE, or nothing")
  .describe("ISO 3166 code of the country of phone numbers that name none; empty when there is none");

const workspace = z.object({
  name: z.string().trim().min(1, "name your company or brand").max(100),
  timezone,
  currency,
  country,
  businessHours: z
    .object({ days: z.array(z.number().int().min(1).max(7)).min(1, "choose at least one working day").max(7), from: time, to: time })
    .refine(({ from, to }) => from < to, { path: ["to"], message: "the working day must end after it begins" }),
  caseRules: z.object({
    recommend: z.number().int().min(0).max(10),
    satisfaction: z.number().int().min(1).max(5),
    ease: z.number().int().min(1).max(7),
    dueHours: z.number().int().min(1).max(400),
    maxAgeDays: z.number().int().min(1).max(365),
  }),
});
export type WorkspaceSettings = z.infer<typeof workspace>;

const team = z.object({ members: z.array(z.object({ id: z.string(), name: z.string(), email: z.string(), role: z.string() })) });

export const workspaceRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/workspace",
    summary: "The workspace's settings",
    tag,
    may: "read",
    answer: workspace,
    async run({ product, caller }) {
      const row = await product.store.records.database
        .selectFrom("workspaces")
        .selectAll()
        .where("id", "=", caller.workspaceId)
        .executeTakeFirstOrThrow();
      return {
        name: row.name,
        timezone: row.timezone,
        currency: row.currency,
        country: row.country,
        businessHours: row.business_hours,
        caseRules: row.case_rules,
      };
    },
  }),

  defineRoute({
    method: "PATCH",
    path: "/api/workspace",
    summary: "Change the workspace's settings",
    tag,
    may: "change settings",
    body: workspace.partial(),
    answer: z.object({ ok: z.literal(true) }),
    async run({ product, caller, body }) {
      const { businessHours, caseRules, ...plain } = body;
      const changes = {
        ...plain,
        ...(businessHours ? { business_hours: JSON.stringify(businessHours) } : {}),
        ...(caseRules ? { case_rules: JSON.stringify(caseRules) } : {}),
      };
      if (Object.keys(changes).length)
        await product.store.records.database.updateTable("workspaces").set(changes).where("id", "=", caller.workspaceId).execute();
      return { ok: true as const };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/team",
    summary: "Who works in this workspace",
    tag,
    may: "read",
    answer: team,
    async run({ product, caller }) {
      const members = await product.store.records.database
        .selectFrom("members")
        .innerJoin("users", "users.id", "members.user_id")
        .select(["users.id", "users.name", "users.email", "members.role"])
        .where("members.workspace_id", "=", caller.workspaceId)
        .orderBy("users.name")
        .execute();
      return { members };
    },
  }),
];
