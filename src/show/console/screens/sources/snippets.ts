/** Programs that send a first event, ready to be copied: the address and the key already stand in them. */
export const snippets: Record<string, (origin: string, key: string) => string> = {
  node: (origin, key) => `// npm install @segment/analytics-node
import { Analytics } from "@segment/analytics-node";

const analytics = new Analytics({ writeKey: "${key}", host: "${origin}" });

analytics.identify({ userId: "customer-1", traits: { email: "customer@example.com" } });
analytics.track({ userId: "customer-1", event: "Order Completed", properties: { revenue: 49.9, currency: "EUR" } });
await analytics.closeAndFlush();`,
  browser: (origin, key) => `<script>
  const visitor = (localStorage.visitor ??= crypto.randomUUID());
  const send = (type, words) =>
    fetch("${origin}/v1/" + type, {
      method: "POST",
      keepalive: true,
      headers: { "content-type": "text/plain" },
      body: JSON.stringify({ writeKey: "${key}", messageId: crypto.randomUUID(), anonymousId: visitor, ...words }),
    });

  send("page", { name: document.title, properties: { url: location.href } });
</script>`,
  curl: (origin, key) => `curl ${origin}/v1/track \\
  -u '${key}:' \\
  -H 'content-type: application/json' \\
  -d '{ "userId": "customer-1", "event": "Order Completed", "properties": { "revenue": 49.9, "currency": "EUR" } }'`,
};
