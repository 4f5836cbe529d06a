import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings, type Settings } from "../../src/model/settings.ts";

/** Settings for a test: a fresh data folder and a free port. */
export function testSettings(env: Record<string, string> = {}): Settings {
  return readSettings({ RAPPORT_DATA: mkdtempSync(join(tmpdir(), "rapport-test-")), PORT: "0", RAPPORT_LOG: "error", ...env });
}
