import { statfs } from "node:fs/promises";
import type { FastifyInstance } from "fastify";
import type { Product } from "./product.ts";

/** Least share of the disk that must be free for the product to call itself ready. */
const leastFreeDisk = 0.05;

/** `/healthz` says that the process lives; `/readyz` that it can keep what it accepts. Neither needs a sign-in nor tells a secret. */
export function addHealth(app: FastifyInstance, product: Product): void {
  app.get("/healthz", { schema: { hide: true } }, async () => ({ ok: true }));
  app.get("/readyz", { schema: { hide: true } }, async (_, reply) => {
    const checks = await checkReadiness(product);
    const ok = Object.values(checks).every(Boolean);
    return reply.status(ok ? 200 : 503).send({ ok, checks });
  });
}

/** Whether each thing that durability rests on is in order. */
export async function checkReadiness(product: Product): Promise<Record<"running" | "events" | "records" | "disk", boolean>> {
  const { store } = product;
  const within = (answer: Promise<boolean>) =>
    Promise.race([answer.catch(() => false), new Promise<boolean>((resolve) => setTimeout(resolve, 1500, false).unref())]);
  const disk = statfs(store.settings.data).then(({ bavail, blocks }) => bavail / blocks > leastFreeDisk || bavail > 20 * 2 ** 18);
  const [events, records, hasDisk] = await Promise.all([within(store.events.isReady()), within(store.records.isReady()), within(disk)]);
  return { running: !product.isStopping(), events, records, disk: hasDisk };
}
