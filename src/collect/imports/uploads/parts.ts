import { randomUUID } from "node:crypto";
import { mkdir, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Failure } from "../../../model/failure.ts";
import { guessPlan, type Home } from "../guessing/guess.ts";
import type { ImportKind } from "../plan.ts";
import { settlePlan } from "../settle.ts";
import { areAlike, type Table } from "./tables.ts";
import type { Upload } from "./uploads.ts";

/** Tables of an upload that come in together: an upload of their own. `asks` when a person has to decide something about them. */
export type Part = { id: string; name: string; kind: ImportKind; rowsEstimated: number; asks: boolean };

// Who customers are comes first, then what happened to them, then what they said of it.
const order: readonly ImportKind[] = ["customers", "orders", "interactions", "tickets", "feedback", "responses", "reviews", "audits"];

/** Most names of tables in the name of a part. */
const named = 3;

/** The parts of a file, in the order in which they are best imported, and the uploads that they are. Both are empty when one import takes all tables. */
export async function partUpload({ file, path, tables }: Upload, home: Home): Promise<{ parts: Part[]; uploads: Upload[] }> {
  const groups = groupAlike(tables);
  if (groups.length < 2) return { parts: [], uploads: [] };
  const found = groups.map((group) => ({ group, part: lookAtPart(group, home) }));
  found.sort((a, b) => Number(a.part.asks) - Number(b.part.asks) || order.indexOf(a.part.kind) - order.indexOf(b.part.kind));
  const uploads: Upload[] = [];
  for (const { group, part } of found) {
    const upload = {
      id: part.id,
      file: `${part.name} in ${file}`.slice(0, 200),
      path: join(path, "parts", part.id),
      bytes: sum(group.map(({ bytes }) => bytes)),
      tables: group,
    };
    await mkdir(upload.path, { recursive: true });
    uploads.push(upload);
  }
  return { parts: found.map(({ part }) => part), uploads };
}

/**
 * Removes what is kept of an upload. The folder of a part is empty: it only says that the part still waits, and the file that holds its tables goes with the
 * last one, so that it does not matter in what order parts end, or whether two end at once.
 */
export async function removeUpload(path: string, isPart: boolean): Promise<void> {
  await rm(path, { recursive: true, force: true });
  if (!isPart) return;
  try {
    await rmdir(dirname(path));
  } catch (error) {
    if (["ENOTEMPTY", "EEXIST", "ENOENT"].includes(String((error as NodeJS.ErrnoException).code))) return;
    throw error;
  }
  await rm(dirname(dirname(path)), { recursive: true, force: true });
}

function groupAlike(tables: readonly Table[]): Table[][] {
  const groups: Table[][] = [];
  for (const table of tables) {
    const group = groups.find(([first]) => areAlike(first!, table));
    if (group) group.push(table);
    else groups.push([table]);
  }
  return groups;
}

function lookAtPart(tables: Table[], home: Home): Part {
  const names = tables.slice(0, named).map(({ name }) => name);
  const more = tables.length > named ? ` and ${tables.length - named} more` : "";
  return {
    id: randomUUID(),
    name: `${names.join(", ")}${more}`,
    kind: guessPlan(tables[0]!, home).plan.kind,
    rowsEstimated: sum(tables.map(({ rowsEstimated }) => rowsEstimated)),
    asks: isOpen(tables[0]!, home),
  };
}

function isOpen(table: Table, home: Home): boolean {
  try {
    settlePlan(table, home, {});
    return false;
  } catch (error) {
    if (error instanceof Failure) return true;
    throw error;
  }
}

const sum = (numbers: number[]): number => numbers.reduce((total, n) => total + n, 0);
