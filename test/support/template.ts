import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { readSettings } from "../../src/model/settings.ts";
import { openStore } from "../../src/store/open.ts";

const home = resolve("test/.out/template");

/** What a first start depends on: the tables and engines of the store, and the packages that it runs on. */
function versionOf(): string {
  const hash = createHash("sha256").update(readFileSync("package-lock.json"));
  for (const entry of readdirSync("src/store", { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) {
    const file = join(entry.parentPath, entry.name);
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 12);
}

/**
 * A data folder as the first start leaves it, made once for a state of the sources: making a database and its tables is the slow part of a start.
 *
 * @returns its place; it is copied, never opened
 */
export async function makeTemplate(): Promise<string> {
  const place = join(home, versionOf());
  if (existsSync(place)) return place;
  const making = `${place}-${process.pid}`;
  mkdirSync(making, { recursive: true });
  // Those of older sources go; what another run is just making stays.
  for (const name of readdirSync(home)) if (/^[0-9a-f]{12}$/.test(name)) rmSync(join(home, name), { recursive: true, force: true });
  const store = await openStore(readSettings({ RAPPORT_DATA: making }));
  await store.close();
  // Each copy is a product of its own, with its own key.
  rmSync(join(making, "secret.key"), { force: true });
  // Two runs may make it at once; whoever is second uses the first one's.
  if (existsSync(place)) rmSync(making, { recursive: true });
  else renameSync(making, place);
  return place;
}
