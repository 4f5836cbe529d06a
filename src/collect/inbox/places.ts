import { existsSync, mkdirSync } from "node:fs";
import { lstat, readdir, rename } from "node:fs/promises";
import { join, parse } from "node:path";
import type { Kysely } from "kysely";
import type { Tables } from "../../store/records/tables.ts";

/** What became of a file in the watched folder, as its records and its folder say it. */
export const outcomes = { done: "done", failed: "failed", needs_a_look: "needs-a-look" } as const;
export type Outcome = keyof typeof outcomes;

/** A workspace's own folder below the watched one. */
export type Place = { workspaceId: string; folder: string };

/** A file that lies in a folder, with what shows whether it is still being written. */
export type Lying = { name: string; path: string; size: number; changedAt: number };

/** The folder of a workspace: its name in small letters with hyphens, or its id when the name has no letters. */
export const folderName = ({ id, name }: { id: string; name: string }): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80) || id;

/** The folders of all workspaces but sample companies, made where they are missing. The older of two with one name keeps it. */
export async function findPlaces(database: Kysely<Tables>, root: string): Promise<Place[]> {
  const workspaces = await database
    .selectFrom("workspaces")
    .select(["id", "name"])
    .where("sample", "=", "none")
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  const taken = new Set<string>();
  return workspaces.map(({ id, name }) => {
    const wanted = folderName({ id, name });
    const folder = taken.has(wanted) ? `${wanted}-${id}` : wanted;
    taken.add(folder);
    const path = join(root, folder);
    for (const below of Object.values(outcomes)) mkdirSync(join(path, below), { recursive: true });
    return { workspaceId: id, folder: path };
  });
}

// What programs call a file while they are still writing it, and what belongs to the folder itself.
const unfinished = /^[.~]|\.(part|partial|tmp|temp|crdownload|download|filepart|swp)$|~$/i;

/** The files that lie in a folder and are meant to be read. Links are not followed: they could lead anywhere. */
export async function findFiles(folder: string): Promise<Lying[]> {
  const names = (await readdir(folder)).filter((name) => !unfinished.test(name)).sort();
  const files: Lying[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const stat = await lstat(path).catch(() => null);
    if (stat?.isFile()) files.push({ name, path, size: stat.size, changedAt: stat.mtimeMs });
  }
  return files;
}

/** Whether two looks at a file saw the same. */
export const isSame = (one: Lying | undefined, other: Lying): boolean => one?.size === other.size && one.changedAt === other.changedAt;

/** Moves a file into a folder, under another name when its own is taken there; returns where it lies now. */
export async function moveInto(folder: string, { name, path }: Lying): Promise<string> {
  const { name: stem, ext } = parse(name);
  let target = join(folder, name);
  for (let number = 2; existsSync(target); number++) target = join(folder, `${stem} (${number})${ext}`);
  await rename(path, target);
  return target;
}
