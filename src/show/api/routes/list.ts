import type { Route } from "../route.ts";
import { accountRoutes } from "./account.ts";
import { caseRoutes } from "./cases.ts";
import { customerRoutes } from "./customers.ts";
import { feedbackRoutes } from "./feedback.ts";
import { importRoutes } from "./imports.ts";
import { inboxRoutes } from "./inbox.ts";
import { initiativeRoutes } from "./initiatives.ts";
import { jobRoutes } from "./jobs.ts";
import { journeyRoutes } from "./journeys.ts";
import { metricRoutes } from "./metrics.ts";
import { sampleRoutes } from "./sample.ts";
import { segmentRoutes } from "./segments.ts";
import { sourceRoutes } from "./sources.ts";
import { surveyPageRoutes } from "./survey-pages.ts";
import { surveyRoutes } from "./surveys.ts";
import { workspaceRoutes } from "./workspace.ts";

/** Every route of the product. The OpenAPI description and the tests of the door are made from this list. */
export const routes: Route[] = [
  ...accountRoutes,
  ...workspaceRoutes,
  ...caseRoutes,
  ...initiativeRoutes,
  ...metricRoutes,
  ...feedbackRoutes,
  ...journeyRoutes,
  ...customerRoutes,
  ...segmentRoutes,
  ...sourceRoutes,
  ...sampleRoutes,
  ...importRoutes,
  ...inboxRoutes,
  ...jobRoutes,
  ...surveyRoutes,
  ...surveyPageRoutes,
];
