import type { DeadLetter, Fact } from "../../model/fact.ts";
import type { Batch, FileRecord } from "./formats/format.ts";
import { GroupSender } from "./group-sender.ts";
import type { ImportPlan } from "./plan.ts";
import type { RowProblem } from "./problems.ts";
import { isBlank, isProblem, RowReader } from "./row-reader.ts";

/** Where facts go: the intake, or whatever counts them. */
export type AcceptFacts = (workspaceId: string, facts: Fact[], deadLetters: DeadLetter[]) => Promise<Receipt>;
/** How many of the facts are stored now, and how many were known. */
export type Receipt = { stored: number; known: number };

/** What came of an import, in rows. `reasons` are sorted by count; `example` is the first row's sentence. */
export type ImportResult = {
  read: number;
  stored: number;
  known: number;
  setAside: number;
  reasons: { code: string; count: number; example: string }[];
};

/** How far an import is. `bytes` are bytes of the file. */
export type ImportProgress = { bytes: number; rows: number; setAside: number };

/** One table on its way in: whose, through which source, how it is read, and where to. `table` is named where a file has several. */
export type ImportRun = {
  workspaceId: string;
  sourceId: string;
  plan: ImportPlan;
  batches: AsyncIterable<Batch>;
  table?: string;
  accept: AcceptFacts;
  now?: () => number;
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
};

const groupSize = 5_000;

/**
 * Turns a table into facts and hands them on in groups; reading waits for storing, so that memory stays flat however long it is.
 *
 * A bad row is set aside with its reason and stops nothing. A fact's message id follows from what its row says, so the same table again is known.
 *
 * @throws Failure what `accept` refuses; the signal's reason when it is aborted. Groups stored until then stay.
 */
export async function importFile(run: ImportRun): Promise<ImportResult> {
  const { signal } = run;
  const sorter = new RowSorter(run);
  const sender = new GroupSender(run, (receipt) => sorter.receive(receipt));
  let bytes = 0;
  const flush = async (least: number): Promise<void> => {
    if (sorter.waiting >= least && sorter.waiting > 0) await sender.send(...sorter.take());
    run.onProgress?.({ bytes, rows: sorter.result.read, setAside: sorter.result.setAside });
  };
  try {
    for await (const batch of run.batches) {
      signal?.throwIfAborted();
      sorter.sort(batch.records);
      bytes = batch.bytes;
      await flush(groupSize);
    }
    await flush(1);
  } finally {
    await sender.end();
  }
  sorter.result.reasons.sort((a, b) => b.count - a.count);
  return sorter.result;
}

/** Sorts records into facts and rows set aside, and keeps the count. */
class RowSorter {
  readonly result: ImportResult = { read: 0, stored: 0, known: 0, setAside: 0, reasons: [] };
  readonly #arrival: { sourceId: string; receivedAt: number };
  readonly #rows: RowReader;
  readonly #firstRow: number;
  readonly #where: string;
  #awaitsHeader: boolean;
  #facts: Fact[] = [];
  #letters: DeadLetter[] = [];

  constructor({ plan, sourceId, table, now = Date.now }: ImportRun) {
    this.#firstRow = plan.firstRow;
    this.#where = table ? ` of ${table}` : "";
    this.#arrival = { sourceId, receivedAt: now() };
    this.#rows = new RowReader(plan, this.#arrival);
    this.#awaitsHeader = plan.hasHeader;
  }

  get waiting(): number {
    return this.#facts.length + this.#letters.length;
  }

  take(): [Fact[], DeadLetter[]] {
    const group: [Fact[], DeadLetter[]] = [this.#facts, this.#letters];
    this.#facts = [];
    this.#letters = [];
    return group;
  }

  receive({ stored, known }: Receipt): void {
    this.result.stored += stored;
    this.result.known += known;
  }

  sort(records: FileRecord[]): void {
    for (const record of records) {
      if (isBlank(record) || record.row < this.#firstRow) continue;
      if (this.#awaitsHeader) {
        this.#awaitsHeader = false;
        continue;
      }
      this.result.read++;
      const read = this.#rows.read(record);
      if (isProblem(read)) this.#setAside(record, read);
      else this.#facts.push(read);
    }
  }

  #setAside({ row, raw }: FileRecord, { code, says }: RowProblem): void {
    const problem = `Row ${row}${this.#where}. ${says}`;
    this.#letters.push({ ...this.#arrival, code, problem, raw });
    this.result.setAside++;
    const reason = this.result.reasons.find((known) => known.code === code);
    if (reason) reason.count++;
    else this.result.reasons.push({ code, count: 1, example: problem });
  }
}
