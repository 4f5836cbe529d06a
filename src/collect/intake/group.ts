import { Readable } from "node:stream";
import { ClickHouseError } from "@clickhouse/client";
import type { DeadLetter } from "../../model/fact.ts";
import type { Store } from "../../store/open.ts";
import { instant } from "../../store/events/connect.ts";
import { factTables, lineColumns, textOf, type FactTable, type NumberedLine } from "./line.ts";
import { findStored } from "./known.ts";
import { bytesOf, rowOf, type PackedLine } from "./sheet.ts";
import type { Tally } from "./tally.ts";

/** A dead letter of a workspace, with its place in the order of arrival. */
export type NumberedLetter = DeadLetter & { workspaceId: string; seq: number };
/** What came together and has its places in the order of arrival. */
export type NumberedGroup = { lines: NumberedLine[]; letters: NumberedLetter[] };
/** What is written in one go. `mayBeStored`: an earlier attempt may have left some of its rows. */
export type Group = { lines: PackedLine[]; letters: NumberedLetter[]; mayBeStored?: boolean };
/** Where a group stands: all of its sequence is from `first` on, and its instant (UTC ms) lies within one hour, as the tallies count. */
export type Place = { first: number; at: number };

const pausesMs = [100, 500, 1500];

/**
 * Writes a group durably: one insert a table, tables side by side. A table that fails is tried again after it was asked which rows it
 * has, because a failure may come after the rows were stored.
 *
 * @returns  lines that the event store refuses as they are; everything else is stored
 * @throws   the event store's last error when it cannot be written at all
 */
export async function writeGroup(store: Store, { lines, letters, mayBeStored = false }: Group): Promise<PackedLine[]> {
  const facts = factTables.map((table) =>
    writeLines(
      store,
      table,
      lines.filter((line) => line.table === table),
      mayBeStored,
    ),
  );
  const others = retry(store, () => insertRows(store, "dead_letters", letterColumns, linesOf(letters.map(letterRow))));
  // All of them are waited for: a failed one must not leave another running beside the next group.
  const results = await Promise.allSettled([...facts, others]);
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  return results.flatMap((result) => (result.status === "fulfilled" ? (result.value ?? []) : []));
}

/** Writes what became of arrivals. What is true of rows that are there is told after they are. */
export const writeTallies = (store: Store, tallies: readonly Tally[]): Promise<void> =>
  insertRows(store, "tallies", tallyColumns, linesOf(tallies.map(tallyRow)));

async function writeLines(store: Store, table: FactTable, lines: PackedLine[], mayBeStored: boolean): Promise<PackedLine[]> {
  let missing = lines;
  const refused: PackedLine[] = [];
  const insert = (some: PackedLine[]) => insertRows(store, table, lineColumns[table], bytesOf(some));
  for (const [attempt, pauseMs] of [0, ...pausesMs].entries()) {
    try {
      if (attempt > 0) await pause(pauseMs);
      if (attempt > 0 || mayBeStored) {
        const stored = await findStored(store, missing);
        missing = missing.filter((line) => !stored.has(line.key));
      }
      await insert(missing);
      return refused;
    } catch (error) {
      if (!isRefusal(error)) {
        if (attempt === pausesMs.length || store.disk.isFull()) throw error;
        continue;
      }
      // One row that the table cannot read must not hold up the others: they are written one by one, once.
      for (const line of missing) await insert([line]).catch((reason: unknown) => keepRefused(reason, line, refused));
      return refused;
    }
  }
  return refused;
}

function keepRefused(reason: unknown, line: PackedLine, refused: PackedLine[]): void {
  if (!isRefusal(reason)) throw reason;
  refused.push(line);
}

// Codes of the ClickHouse dialect for rows that cannot be read, whatever the state of the store: parse errors and wrong types.
const unreadable = new Set(["6", "26", "27", "33", "38", "41", "53", "69", "72", "117", "131", "349", "130"]);
const isRefusal = (error: unknown): boolean => error instanceof ClickHouseError && unreadable.has(error.code);

async function retry(store: Store, write: () => Promise<void>): Promise<void> {
  for (const pauseMs of pausesMs) {
    const done = await write().then(
      () => true,
      () => false,
    );
    if (done) return;
    if (store.disk.isFull()) break;
    await pause(pauseMs);
  }
  await write();
}

async function insertRows({ events }: Store, table: string, columns: string, rows: Buffer): Promise<void> {
  if (rows.length === 0) return;
  const values = Readable.from([rows]);
  const { stream } = await events.client.exec({ query: `INSERT INTO ${table} (${columns}) FORMAT TabSeparated`, values });
  stream.resume();
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const linesOf = (rows: readonly string[]): Buffer => Buffer.from(rows.join("\n"));

const letterColumns = "workspace_id, seq, version, state, source_id, protocol, received_at, code, problem, raw";
const letterRow = ({ workspaceId, seq, sourceId, protocol, receivedAt, code, problem, raw }: NumberedLetter): string =>
  [workspaceId, seq, seq, "waiting", sourceId, protocol, instant(receivedAt), code, textOf(problem), textOf(raw)].join("\t");

/** A row that the event store could not read, as something that can be looked at and mended. */
export const letterOf = (line: PackedLine, receivedAt: number): DeadLetter => ({
  sourceId: line.sourceId,
  protocol: "",
  receivedAt,
  code: "unreadable",
  problem: "The event store cannot read this row.",
  raw: rowOf(line).toString(),
});

const tallyColumns = "workspace_id, source_id, hour, outcome, code, n, last_at";
const tallyRow = ({ workspaceId, sourceId, outcome, code, n, at }: Tally): string =>
  [workspaceId, sourceId, Math.floor(at / 3_600_000) * 3600, outcome, code, n, instant(at)].join("\t");
