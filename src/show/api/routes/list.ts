import type { Route } from "../route.ts";
import { accountRoutes } from "./account.ts";
import { caseRoutes } from "./cases.ts";
import { catalogueRoutes } from "./catalogue.ts";
import { catalogueHistoryRoutes } from "./catalogue-history.ts";
import { customerRoutes } from "./customers.ts";
import { duplicateRoutes } from "./duplicates.ts";
import { feedbackRoutes } from "./feedback.ts";
import { feedRoutes } from "./feeds.ts";
import { identityRoutes } from "./identity.ts";
import { importRoutes } from "./imports.ts";
import { inboxRoutes } from "./inbox.ts";
import { initiativeRoutes } from "./initiatives.ts";
import { jobRoutes } from "./jobs.ts";
import { journeyRoutes } from "./journeys.ts";
import { keyRoutes } from "./keys.ts";
import { locationRoutes } from "./locations.ts";
import { metricRoutes } from "./metrics.ts";
import { passwordRoutes } from "./password.ts";
import { privacyRoutes } from "./privacy.ts";
import { sampleRoutes } from "./sample.ts";
import { segmentRoutes } from "./segments.ts";
import { sourceHealthRoutes } from "./source-health.ts";
import { sourceRoutes } from "./sources.ts";
import { surveyPageRoutes } from "./survey-pages.ts";
import { surveyRoutes } from "./surveys.ts";
import { webhookMappingRoutes } from "./webhook-mapping.ts";
import { webhookRoutes } from "./webhooks.ts";
import { workspaceRoutes } from "./workspace.ts";

/** Every route of the product. The OpenAPI description and the tests of the door are made from this list. */
export const routes: Route[] = [
  ...accountRoutes,
  ...passwordRoutes,
  ...workspaceRoutes,
  ...privacyRoutes,
  ...caseRoutes,
  ...initiativeRoutes,
  ...metricRoutes,
  ...feedbackRoutes,
  ...journeyRoutes,
  ...customerRoutes,
  ...catalogueRoutes,
  ...catalogueHistoryRoutes,
  ...locationRoutes,
  ...identityRoutes,
  ...duplicateRoutes,
  ...segmentRoutes,
  ...sourceRoutes,
  ...sourceHealthRoutes,
  ...keyRoutes,
  ...feedRoutes,
  ...webhookRoutes,
  ...webhookMappingRoutes,
  ...sampleRoutes,
  ...importRoutes,
  ...inboxRoutes,
  ...jobRoutes,
  ...surveyRoutes,
  ...surveyPageRoutes,
];
