import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { readSettings } from "../../src/model/settings.ts";
import { openStore } from "../../src/store/open.ts";

const home = resolve("test/.out/template");

/** What a folder depends on: the sources below these folders, the packages, and whatever else is named. */
export function versionOf(folders: string[], ...others: string[]): string {
  const hash = createHash("sha256").update(readFileSync("package-lock.json"));
  for (const folder of folders)
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) {
      const file = join(entry.parentPath, entry.name);
      hash.update(file).update(readFileSync(file));
    }
  for (const other of others) hash.update(other);
  return hash.digest("hex").slice(0, 12);
}

/**
 * A data folder that was made once for a state of the sources, by whoever asked first; whoever asks meanwhile waits.
 *
 * @returns its place; it is copied, never opened
 */
export async function madeOnce(name: string, version: string, make: (data: string) => Promise<void>): Promise<string> {
  const place = join(home, `${name}-${version}`);
  const making = `${place}-making`;
  mkdirSync(home, { recursive: true });
  while (!existsSync(place)) {
    if (!isFirst(making)) {
      await new Promise((done) => setTimeout(done, 250));
      continue;
    }
    // Those of older sources go.
    for (const other of readdirSync(home))
      if (new RegExp(`^${name}-[0-9a-f]{12}$`).test(other)) rmSync(join(home, other), { recursive: true });
    const data = join(making, "data");
    await make(data);
    renameSync(data, place);
    rmSync(making, { recursive: true });
  }
  return place;
}

/** Whether this process may make it: nobody else is, or whoever was has been gone for long. */
function isFirst(making: string): boolean {
  const begun = statSync(making, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  if (Date.now() - begun > 180_000) rmSync(making, { recursive: true, force: true });
  try {
    mkdirSync(making);
    return true;
  } catch {
    return false;
  }
}

/** A data folder as the first start leaves it: making a database and its tables is the slow part of a start. */
export function makeTemplate(): Promise<string> {
  return madeOnce("empty", versionOf(["src/store"]), async (data) => {
    const store = await openStore(readSettings({ RAPPORT_DATA: data }));
    await store.close();
    // Each copy is a product of its own, with its own key.
    rmSync(join(data, "secret.key"), { force: true });
  });
}
