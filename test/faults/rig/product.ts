import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { createClient, owner, type Client } from "../../support/product.ts";
import { serve, setUp, type Served, type ServeOptions } from "../../support/served.ts";
import { copyInto } from "../../support/settings.ts";
import { madeOnce } from "../../support/template.ts";

const programs = ["rapport", "events-engine", "records-engine"].map((name) => `dist/${name}.js`);

/** A product with an owner and a write key, on a folder of its own, not started yet. */
export type FaultProduct = Served & { data: string; key: string };

const keyFile = "test-key";

/** A data folder with an owner and a key, made once for a build and copied for every test: making a database is the slow part. */
function template(): Promise<string> {
  const build = createHash("sha256");
  for (const program of programs) build.update(readFileSync(program));
  return madeOnce("faults", build.digest("hex").slice(0, 12), async (data) => {
    copyInto(data, inject("template"));
    const product = await serve(data);
    await product.start();
    const { key } = await setUp(product.url);
    await product.stop();
    writeFileSync(join(data, keyFile), key);
  });
}

/** A product on a copy of the template: in `folder`, or in a fresh folder of the temporary one. */
export async function prepareProduct({
  folder,
  env = {},
  ...options
}: ServeOptions & { folder?: string; env?: Record<string, string> } = {}) {
  const made = await template();
  const data = folder ? join(folder, "data") : join(mkdtempSync(join(tmpdir(), "rapport-fault-")), "data");
  mkdirSync(data, { recursive: true });
  copyInto(data, made);
  // The copy is ours, not the product's: on a disk that loses its power it must be there before the product starts.
  execFileSync("sync", ["-f", data]);
  const served = await serve(data, env, options);
  return Object.assign(served, { data, key: readFileSync(join(data, keyFile), "utf8") }) as FaultProduct;
}

/** The owner, signed in. */
export async function signIn(url: string): Promise<Client> {
  const api = createClient(url);
  const { status } = await api("POST", "/api/sign-in", owner);
  if (status !== 200) throw new Error(`Signing in was answered ${status}`);
  return api;
}

/** What `/readyz` says, `null` when nobody answers. */
export const readiness = (url: string): Promise<{ ok: boolean; checks: Record<string, boolean> } | null> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) }).then(
    (answer) => answer.json() as never,
    () => null,
  );
