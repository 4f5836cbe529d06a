import { ask } from "../../../store/ask.ts";
import type { Store } from "../../../store/open.ts";
import { RecordReader } from "../formats/csv/records.ts";
import { csvLine, guardCell } from "../../../model/csv.ts";
import { problemHeader, type ImportPlan } from "../plan.ts";

type Letter = { place: string; problem: string; raw: string };

const pageRows = 5000;

// Bound values travel in the address of a question, which is not endless.
const placesAtOnce = 500;

/**
 * The rows that an import set aside, as a CSV file to mend and import again: the file's own columns, and what was wrong in a last one.
 *
 * Nothing in it runs as a formula. A row whose quotes were broken stands whole in the first column.
 */
export async function* setAsideCsv(
  store: Store,
  { workspaceId, importId, plan }: { workspaceId: string; importId: string; plan: ImportPlan },
): AsyncGenerator<string> {
  const headers = plan.headers.filter((header) => header !== problemHeader);
  // Spreadsheets take a file without this mark for one in their own encoding.
  yield `\uFEFF${csvLine([...headers.map(guardCell), problemHeader])}`;
  for (let after = "0"; ;) {
    const page = await ask<Letter>(store.events.client, {
      tag: "imports.set-aside",
      sql: `SELECT toString(seq) AS place, problem, raw FROM dead_letters FINAL
        WHERE workspace_id = {workspace:String} AND source_id = {source:String} AND state = 'waiting' AND seq > {after:UInt64}
        ORDER BY seq LIMIT ${pageRows}`,
      bound: { workspace: workspaceId, source: importId, after },
    });
    yield page.map((letter) => lineOf(letter, plan)).join("");
    if (page.length < pageRows) return;
    after = page.at(-1)!.place;
  }
}

function lineOf({ problem, raw }: Letter, { dialect, headers }: ImportPlan): string {
  const reader = new RecordReader(dialect);
  const record = [...reader.read(raw), ...reader.end()].find(({ problem }) => !problem);
  const cells = record ? record.cells : [raw];
  // A file that was mended before has its own column of problems; a new one takes its place.
  const kept = cells.filter((_, index) => headers[index] !== problemHeader);
  const width = headers.filter((header) => header !== problemHeader).length;
  const own = Array.from({ length: width }, (_, index) => guardCell(kept[index] ?? ""));
  return csvLine([...own, problem, ...kept.slice(width).map(guardCell)]);
}

/** How many rows of each import still wait to be mended; imports without any are left out. */
export async function countSetAside(store: Store, { workspaceId, importIds }: Theirs): Promise<Map<string, number>> {
  const rows = await ask<{ source: string; n: number }>(store.events.client, {
    tag: "imports.waiting",
    sql: `SELECT source_id AS source, count() AS n FROM dead_letters FINAL
      WHERE workspace_id = {workspace:String} AND source_id IN {sources:Array(String)} AND state = 'waiting' GROUP BY source`,
    bound: { workspace: workspaceId, sources: importIds },
  });
  return new Map(rows.map(({ source, n }) => [source, Number(n)]));
}

type Theirs = { workspaceId: string; importIds: string[] };

/** Drops what former imports of the same file set aside: the new one has set it aside again, and a row should wait once. */
export async function dropSetAside(store: Store, { workspaceId, importIds }: Theirs): Promise<void> {
  if (importIds.length === 0) return;
  await store.events.client.command({
    query: `${dropping} AND source_id IN {sources:Array(String)}`,
    query_params: { workspace: workspaceId, sources: importIds },
  });
}

/** Drops the rows of an import, by where their problems say that they stand, that came back mended. Those that did not come back wait on. */
export async function dropMended(
  store: Store,
  { workspaceId, importId, places }: { workspaceId: string; importId: string; places: string[] },
): Promise<void> {
  for (let from = 0; from < places.length; from += placesAtOnce)
    await store.events.client.command({
      query: `${dropping} AND source_id = {source:String} AND splitByString('. ', problem)[1] IN {places:Array(String)}`,
      query_params: { workspace: workspaceId, source: importId, places: places.slice(from, from + placesAtOnce) },
    });
}

const dropping = `INSERT INTO dead_letters (workspace_id, seq, version, state, source_id, protocol, received_at, code, problem, raw)
  SELECT workspace_id, seq, version + 1, 'dropped', source_id, protocol, received_at, code, problem, raw FROM dead_letters FINAL
  WHERE workspace_id = {workspace:String} AND state = 'waiting'`;
