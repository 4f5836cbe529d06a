import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { readSettings, type Settings } from "../../src/model/settings.ts";

/** Settings for a test: a free port, and a data folder that was started once and holds nothing. */
export function testSettings(env: Record<string, string> = {}): Settings {
  const settings = emptySettings(env);
  if (!env.RAPPORT_DATA) copyInto(settings.data, inject("template"));
  return settings;
}

/** Puts a copy of a data folder that nobody has open into an empty one. */
export function copyInto(data: string, template: string): void {
  execFileSync("cp", ["-a", `${template}/.`, data]);
}

/** Settings for a test of the first start: a free port, and a data folder in which there is nothing at all. */
export function emptySettings(env: Record<string, string> = {}): Settings {
  return readSettings({ RAPPORT_DATA: mkdtempSync(join(tmpdir(), "rapport-test-")), PORT: "0", RAPPORT_LOG: "error", ...env });
}
