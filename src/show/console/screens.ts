import {
  IconActivityHeartbeat,
  IconClipboardText,
  IconSettings,
  IconLifebuoy,
  IconMessage2,
  IconPlugConnected,
  IconRoute,
  IconTargetArrow,
  IconUsers,
} from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";

/** One line here and one file in `screens/` make a screen. `key` follows g on the keyboard; `name` is its word under `nav`. */
export type Screen = {
  name: string;
  path: string;
  key: string;
  group: "main" | "feed";
  icon: typeof IconRoute;
  Body: ReturnType<typeof lazyRouteComponent>;
  /** Pages below it that are not in the rail. */
  pages?: { path: string; Body: ReturnType<typeof lazyRouteComponent> }[];
};

const page = lazyRouteComponent;

export const screens: Screen[] = [
  { name: "pulse", path: "/", key: "p", group: "main", icon: IconActivityHeartbeat, Body: page(() => import("./screens/pulse.tsx")) },
  { name: "journeys", path: "/journeys", key: "j", group: "main", icon: IconRoute, Body: page(() => import("./screens/journeys.tsx")) },
  { name: "feedback", path: "/feedback", key: "f", group: "main", icon: IconMessage2, Body: page(() => import("./screens/feedback.tsx")) },
  {
    name: "customers",
    path: "/customers",
    key: "c",
    group: "main",
    icon: IconUsers,
    Body: page(() => import("./screens/customers.tsx")),
    pages: [
      { path: "/customers/duplicates", Body: page(() => import("./screens/customers/duplicates-page.tsx")) },
      { path: "/customers/$id", Body: page(() => import("./screens/customers/customer-page.tsx")) },
    ],
  },
  {
    name: "cases",
    path: "/cases",
    key: "s",
    group: "main",
    icon: IconLifebuoy,
    Body: page(() => import("./screens/cases.tsx")),
    pages: [{ path: "/cases/$id", Body: page(() => import("./screens/cases/case-page.tsx")) }],
  },
  {
    name: "initiatives",
    path: "/initiatives",
    key: "i",
    group: "main",
    icon: IconTargetArrow,
    Body: page(() => import("./screens/initiatives.tsx")),
    pages: [
      { path: "/initiatives/new", Body: page(() => import("./screens/initiatives/initiative-form.tsx")) },
      { path: "/initiatives/$id/edit", Body: page(() => import("./screens/initiatives/initiative-form.tsx")) },
      { path: "/initiatives/$id", Body: page(() => import("./screens/initiatives/initiative-page.tsx")) },
    ],
  },
  {
    name: "surveys",
    path: "/surveys",
    key: "u",
    group: "feed",
    icon: IconClipboardText,
    Body: page(() => import("./screens/surveys.tsx")),
  },
  {
    name: "sources",
    path: "/sources",
    key: "o",
    group: "feed",
    icon: IconPlugConnected,
    Body: page(() => import("./screens/sources.tsx")),
    pages: [
      { path: "/sources/import", Body: page(() => import("./screens/import/import-page.tsx")) },
      { path: "/sources/live", Body: page(() => import("./screens/sources/live-page.tsx")) },
      { path: "/sources/webhook", Body: page(() => import("./screens/webhooks/webhook-page.tsx")) },
      { path: "/sources/set-aside", Body: page(() => import("./screens/sources/set-aside-page.tsx")) },
      { path: "/sources/warnings", Body: page(() => import("./screens/warnings/warnings-page.tsx")) },
      { path: "/sources/$id", Body: page(() => import("./screens/health/source-page.tsx")) },
    ],
  },
  {
    name: "settings",
    path: "/settings",
    key: "e",
    group: "feed",
    icon: IconSettings,
    Body: page(() => import("./screens/settings.tsx")),
    pages: [
      { path: "/settings/touchpoints", Body: page(() => import("./screens/catalogue/catalogue-page.tsx")) },
      { path: "/settings/locations", Body: page(() => import("./screens/locations/locations-page.tsx")) },
    ],
  },
];
