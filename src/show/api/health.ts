import type { FastifyInstance } from "fastify";
import type { Product } from "./product.ts";

/** The product calls itself ready while less of the disk is in use, or 20 GiB are free. */
const mostUsed = 0.95;
const plentyBytes = 20 * 1024 ** 3;

/** `/healthz` says that the process lives; `/readyz` that it can keep what it accepts. Neither needs a sign-in nor tells a secret. */
export function addHealth(app: FastifyInstance, product: Product): void {
  app.get("/healthz", { schema: { hide: true } }, async () => ({ ok: true }));
  app.get("/readyz", { schema: { hide: true } }, async (_, reply) => {
    const checks = await checkReadiness(product);
    const ok = Object.values(checks).every(Boolean);
    const { used, alarm } = product.store.disk.fullness();
    return reply.status(ok ? 200 : 503).send({ ok, checks, disk: { usedPercent: Math.round(used * 100), alarm } });
  });
}

/** Whether each thing that durability rests on is in order. */
export async function checkReadiness(product: Product): Promise<Record<"running" | "events" | "records" | "disk", boolean>> {
  const { store, collect } = product;
  const within = (answer: Promise<boolean>) =>
    Promise.race([answer.catch(() => false), new Promise<boolean>((resolve) => setTimeout(resolve, 1500, false).unref())]);
  const [events, records, keeps, { used, freeBytes }] = await Promise.all([
    within(store.events.isReady()).then((isReady) => isReady && !collect.intake.isFailing()),
    within(store.records.isReady()),
    store.disk.keeps(),
    store.disk.look(),
  ]);
  const disk = keeps && !store.disk.isFull() && (used < mostUsed || freeBytes > plentyBytes);
  return { running: !product.isStopping(), events, records, disk };
}
