import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { Frame } from "./frame/frame.tsx";
import { Lost } from "./frame/lost.tsx";
import { Broken, Loading } from "./parts/answer.tsx";
import { screens } from "./screens.ts";

const root = createRootRoute({ component: Frame, notFoundComponent: Lost, validateSearch: (search: Record<string, unknown>) => search });
const pages = screens.flatMap((screen) => [{ path: screen.path, Body: screen.Body }, ...(screen.pages ?? [])]);
const routes = pages.map(({ path, Body }) => createRoute({ getParentRoute: () => root, path, component: Body }));

/** Addresses are plain words, `?last=30&channel=app`, so that people can read and edit them. */
export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: "intent",
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <Broken problem={error} again={reset} />,
  scrollRestoration: true,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const query = new URLSearchParams(
      Object.entries(search).filter(([, value]) => value !== undefined && value !== "") as [string, string][],
    );
    const text = query.toString();
    return text ? `?${text}` : "";
  },
});
