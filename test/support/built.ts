import { execFileSync } from "node:child_process";
import type { TestProject } from "vitest/node";
import { makeTemplate } from "./template.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A data folder as the first start leaves it. */
    template: string;
  }
}

/** The store's engines run as built programs: build them before any test, and make what a first start makes. */
export default async function setup(project: TestProject): Promise<void> {
  execFileSync(process.execPath, ["tools/build.mjs", "server"], { stdio: "ignore" });
  project.provide("template", await makeTemplate());
}
