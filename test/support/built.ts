import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { isBuilt } from "../../tools/ready.mjs";
import { makeTemplate } from "./template.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A data folder as the first start leaves it. */
    template: string;
  }
}

/**
 * The store's engines run as built programs: builds them before any test, and makes what a first start makes. What the tests leave in the
 * temporary folder, forty megabytes for each product, goes when they are over.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  if (!isBuilt()) execFileSync(process.execPath, ["tools/build.mjs", "server"], { stdio: "ignore" });
  project.provide("template", await makeTemplate());
  const home = mkdtempSync(join(tmpdir(), "rapport-tests-"));
  // A PostgreSQL server runs as a user of its own, and finds its folder in there.
  chmodSync(home, 0o711);
  process.env.TMPDIR = home;
  return () => {
    // A process that a test killed lets go of its files a moment later; a mount that stayed is no reason to fail.
    try {
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    } catch (error) {
      console.warn(`What the tests left stays in ${home}: ${String(error)}`);
    }
  };
}
