import type { AddressInfo } from "node:net";
import { pino } from "pino";
import type { Settings } from "../../model/settings.ts";
import { openStore } from "../../store/open.ts";
import { createApp } from "./app.ts";
import type { Product } from "./product.ts";

/** A running product: where it listens, and how to stop it without losing anything. */
export type Running = { product: Product; url: string; stop(): Promise<void> };

/**
 * Opens the stores, puts the rooms together and listens.
 *
 * @throws Failure `folder_in_use`, `store_unavailable`, `bad_setting`, and `bad_setting` for a port that is taken
 */
export async function startProduct(settings: Settings, now: () => number = Date.now): Promise<Running> {
  const log = pino({ level: settings.logLevel, base: null, redact: ["req", "res"] });
  const store = await openStore(settings);
  let stopping = false;
  const product: Product = { settings: store.settings, store, log, now, isStopping: () => stopping };
  const app = await createApp(product);
  await app.listen({ port: settings.port, host: settings.host }).catch(async (error: NodeJS.ErrnoException) => {
    await store.close();
    throw error;
  });
  const { port } = app.server.address() as AddressInfo;
  const shownHost = ["127.0.0.1", "0.0.0.0", "::", "::1"].includes(settings.host) ? "localhost" : settings.host;
  return {
    product,
    url: `http://${shownHost}:${port}`,
    stop: async () => {
      stopping = true;
      await app.close();
      await store.close();
    },
  };
}
