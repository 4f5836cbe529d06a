import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { readSettings, type Settings } from "../../src/model/settings.ts";

/** Settings for a test: a free port, and a data folder that was started once and holds nothing. */
export function testSettings(env: Record<string, string> = {}): Settings {
  const settings = emptySettings(env);
  if (!env.RAPPORT_DATA) execFileSync("cp", ["-a", `${inject("template")}/.`, settings.data]);
  return settings;
}

/** Settings for a test of the first start: a free port, and a data folder in which there is nothing at all. */
export function emptySettings(env: Record<string, string> = {}): Settings {
  return readSettings({ RAPPORT_DATA: mkdtempSync(join(tmpdir(), "rapport-test-")), PORT: "0", RAPPORT_LOG: "error", ...env });
}
