import { open, rename, rm } from "node:fs/promises";
import { Failure } from "../../../model/failure.ts";
import type { Caps } from "../containers/caps.ts";
import { isGzip, unpackGzip } from "../containers/gzip.ts";
import { contentsOf, isZip, unpackZip } from "../containers/zip.ts";
import { openFile, refuseFile } from "../formats/format.ts";
import { recogniseFormat } from "../formats/list.ts";
import { xlsx } from "../formats/xlsx.ts";
import type { Table } from "./tables.ts";

/** Bytes by which a file is recognised. */
const headBytes = 65_536;

/** What a person calls a file, and how far it may unfold. */
type Known = { name: string; caps: Caps };

/**
 * Unpacks a file that is packed, recognises what it is, and looks at every table in it. The plain files get the paths that `pathOf` gives.
 *
 * @throws Failure `bad_file`
 */
export async function lookInto(incoming: string, pathOf: (index: number) => string, known: Known): Promise<Table[]> {
  const head = await readHead(incoming);
  if (isGzip(head)) {
    await unpackGzip(incoming, pathOf(0), known);
    await rm(incoming);
    return lookAtPlain(pathOf(0), "", known);
  }
  if (isZip(head) && (await contentsOf(incoming, known.name)) === "files") {
    const files = await unpackZip(incoming, pathOf, known);
    await rm(incoming);
    return lookAtEach(files, known);
  }
  await rename(incoming, pathOf(0));
  return lookAtPlain(pathOf(0), "", known);
}

/** The tables of all files of an archive. A file that is no table is passed over, unless there is no other. */
async function lookAtEach(files: { name: string; path: string }[], known: Known): Promise<Table[]> {
  const tables: Table[] = [];
  let refusal: unknown = null;
  for (const { name, path } of files) {
    try {
      tables.push(...(await lookAtPlain(path, name, known)));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refusal ??= error;
    }
  }
  if (tables.length === 0 && refusal) throw refusal;
  return tables;
}

async function lookAtPlain(path: string, within: string, { name, caps }: Known): Promise<Table[]> {
  const head = await readHead(path);
  const file = openFile(path, within === "" ? name : `${within} in ${name}`, caps);
  if (isGzip(head) || (isZip(head) && (await contentsOf(path, file.name)) === "files"))
    refuseFile(file, "it is packed within a packed file. Unpack it first.");
  const format = isZip(head) ? xlsx : recogniseFormat(head, file.name);
  const found = await format.look(file);
  return found.map((table) => ({ ...table, path, name: nameOf(within, found.length > 1 ? table.name : "") }));
}

const nameOf = (...names: string[]): string => names.filter((name) => name !== "").join(" · ");

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
