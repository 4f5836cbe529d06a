import type { DeadLetter, Fact } from "../../../model/fact.ts";
import type { Receipt } from "../../intake/queue.ts";
import type { FileRecord } from "../formats/format.ts";
import type { ImportPlan } from "../plan.ts";
import type { RowProblem } from "./problems.ts";
import { isBlank, RowReader } from "./row-reader.ts";
import { countFact, countReason, emptyResult } from "./result.ts";
import { Sheaves, type Sheaf } from "./sheaf.ts";

/** What waits to be stored: of each row its chief fact, the facts beside it, and what was set aside. */
export type SortedGroup = { facts: Fact[]; others: Fact[]; letters: DeadLetter[] };

/** Sorts records into facts and rows set aside, and keeps the count. */
export class RowSorter {
  readonly result = emptyResult();
  readonly #arrival: { sourceId: string; receivedAt: number };
  readonly #rows: RowReader;
  readonly #sheaves: Sheaves;
  readonly #firstRow: number;
  readonly #where: string;
  #heads: number;
  #group: SortedGroup = { facts: [], others: [], letters: [] };

  /** @param table  name of the table, where a file has several */
  constructor(plan: ImportPlan, arrival: { sourceId: string; receivedAt: number }, table?: string) {
    this.#firstRow = plan.firstRow;
    this.#where = table ? ` of ${table}` : "";
    this.#arrival = arrival;
    this.#rows = new RowReader(plan, arrival);
    this.#sheaves = new Sheaves(plan);
    this.#heads = plan.hasHeader ? 1 + plan.heads : 0;
  }

  get waiting(): number {
    return this.#group.facts.length + this.#group.others.length + this.#group.letters.length;
  }

  take(): SortedGroup {
    const group = this.#group;
    this.#group = { facts: [], others: [], letters: [] };
    return group;
  }

  /** Counts what became of a group, of whose chief facts `given` were given. A fact that the store could not read is neither stored nor known: its row was set aside there. */
  receive(given: number, chief: Receipt, beside: Receipt): void {
    const { result } = this;
    let unreadable = given - chief.stored - chief.known;
    for (const { code, problem, n } of chief.setAside ?? []) {
      unreadable -= n;
      result.setAside += n;
      countReason(result.reasons, { code, says: problem }, n);
    }
    result.stored += chief.stored;
    result.known += chief.known;
    result.factsStored += chief.stored + beside.stored;
    result.factsKnown += chief.known + beside.known;
    if (unreadable <= 0) return;
    result.setAside += unreadable;
    countReason(result.reasons, { code: "unreadable", says: "The event store cannot read this row." }, unreadable);
  }

  sort(records: FileRecord[]): void {
    for (const record of records) {
      if (isBlank(record) || record.row < this.#firstRow) continue;
      if (this.#heads > 0) {
        this.#heads--;
        continue;
      }
      this.result.read++;
      for (const sheaf of this.#sheaves.add(record)) this.#sortSheaf(sheaf);
    }
  }

  /** Sorts what is left when the file ends. */
  end(): void {
    for (const sheaf of this.#sheaves.end()) this.#sortSheaf(sheaf);
    for (const list of [this.result.reasons, this.result.omissions, this.result.facts]) list.sort((a, b) => b.count - a.count);
  }

  #sortSheaf(sheaf: Sheaf): void {
    const read = this.#rows.read(sheaf);
    const { result } = this;
    if ("problem" in read) return this.#setAside(sheaf, read.problem);
    if ("omission" in read) {
      result.leftOut += sheaf.length;
      countReason(result.omissions, { ...read.omission, says: `Row ${sheaf[0]!.row}${this.#where}. ${read.omission.says}` }, sheaf.length);
      return;
    }
    result.merged += sheaf.length - 1;
    this.#group.facts.push(read.fact);
    this.#group.others.push(...read.others);
    for (const fact of [read.fact, ...read.others]) countFact(result.facts, fact);
  }

  /** All rows of a thing wait together, so that the mended file holds the whole of it. */
  #setAside(sheaf: Sheaf, { code, says }: RowProblem): void {
    const first = sheaf[0]!.row;
    for (const { row, raw } of sheaf) {
      const problem =
        row === first ? `Row ${row}${this.#where}. ${says}` : `Row ${row}${this.#where}. It belongs to row ${first}, which was set aside.`;
      this.#group.letters.push({ ...this.#arrival, protocol: "", code, problem, raw });
    }
    this.result.setAside += sheaf.length;
    countReason(this.result.reasons, { code, says: `Row ${first}${this.#where}. ${says}` }, sheaf.length);
  }
}
