import { segment } from "./segment/segment.ts";
import type { Entry, Source } from "./source.ts";

const calls = ["track", "page", "identify", "group", "screen", "alias"];
const entries = ["/api/s", "/api/s/s2s"].flatMap((root) => calls.map((call): Entry => ({ method: "POST", path: `${root}/${call}`, call })));

/**
 * Jitsu's clients: Segment calls at addresses of their own. They insist on a key of the shape `id:secret`; ours is the id, and the secret
 * may be anything.
 */
export const jitsu: Source = {
  id: "jitsu",
  title: "Jitsu",
  entries,
  isSingle: () => true,
  isClientSide: segment.isClientSide,
  read: (body, call, arrival) => segment.read(body, call, arrival),
  // Its browser client runs whatever `destinations` an answer names: ours names none.
  answer: () => ({ status: 200, body: { ok: true } }),
  snippets: [
    {
      language: "javascript",
      title: "Web page",
      code: `// npm install @jitsu/js
import { jitsuAnalytics } from "@jitsu/js";

const analytics = jitsuAnalytics({
  host: "{url}",
  writeKey: "{key}:any",
});
analytics.page();
analytics.identify("customer-1", { email: "customer@example.com" });
analytics.track("Order Completed", { total: 49.9, currency: "EUR" });`,
    },
    {
      language: "javascript",
      title: "Node.js",
      code: `// npm install @jitsu/js
import { jitsuAnalytics } from "@jitsu/js";

const analytics = jitsuAnalytics({
  host: "{url}",
  writeKey: "{key}:any",
  s2s: true,
});
await analytics.identify("customer-1", { email: "customer@example.com" });
await analytics.track("Order Completed", { total: 49.9, currency: "EUR" });`,
    },
  ],
};
