import { segment } from "./segment/segment.ts";
import type { Page, Source } from "./source.ts";

/** What the browser library asks for before it sends: that this source is on, and sends to nobody else. */
const config: Page = {
  path: "/sourceConfig",
  answer(key) {
    const reports = { errors: { enabled: false }, metrics: { enabled: false } };
    const source = { id: key, name: "Rapport", writeKey: key, workspaceId: "rapport", enabled: true };
    return { status: 200, body: { source: { ...source, config: { statsCollection: reports }, connections: [], destinations: [] } } };
  },
};

/** RudderStack's clients: they speak the Segment protocol at the same addresses, and have a settings page and a beacon of their own. */
export const rudderstack: Source = {
  id: "rudderstack",
  title: "RudderStack",
  entries: [{ method: "POST", path: "/beacon/v1/batch", call: "batch" }],
  pages: [config],
  isSingle: () => false,
  isClientSide: segment.isClientSide,
  read: (body, call, arrival) => segment.read(body, call, arrival),
  snippets: [
    {
      language: "javascript",
      title: "Web page",
      code: `// npm install @rudderstack/analytics-js
import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";

const analytics = new RudderAnalytics();
analytics.load(
  "{key}",
  "{url}",
  { configUrl: "{url}" },
);
analytics.page();
analytics.identify("customer-1", { email: "customer@example.com" });
analytics.track("Order Completed", { total: 49.9, currency: "EUR" });`,
    },
    {
      language: "javascript",
      title: "Node.js",
      code: `// npm install @rudderstack/rudder-sdk-node
import Analytics from "@rudderstack/rudder-sdk-node";

const analytics = new Analytics(
  "{key}",
  { dataPlaneUrl: "{url}" },
);
analytics.identify({ userId: "customer-1", traits: { email: "customer@example.com" } });
analytics.track({
  userId: "customer-1",
  event: "Order Completed",
  properties: { total: 49.9, currency: "EUR" },
});
await analytics.flush();`,
    },
  ],
};
