import type { Route } from "../route.ts";
import { accountRoutes } from "./account.ts";
import { caseRoutes } from "./cases.ts";
import { initiativeRoutes } from "./initiatives.ts";
import { workspaceRoutes } from "./workspace.ts";

/** Every route of the product. The OpenAPI description and the tests of the door are made from this list. */
export const routes: Route[] = [...accountRoutes, ...workspaceRoutes, ...caseRoutes, ...initiativeRoutes];
