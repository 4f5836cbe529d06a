import type { FileRecord } from "../formats/format.ts";
import { kinds } from "../kinds/list.ts";
import type { ImportPlan } from "../plan.ts";

/** Neighbouring records of a file that are one thing. Never empty. */
export type Sheaf = FileRecord[];

/** Rows that one thing may have: beyond them, a file of one key only would be held in memory whole. */
const mostRows = 20_000;

/** Gathers neighbouring records with the same key, however they are cut into groups on their way. A record without a key belongs to the one before it. */
export class Sheaves {
  readonly #column: number | null;
  #open: Sheaf = [];
  #key = "";

  constructor({ kind, columns }: ImportPlan) {
    const field = kinds[kind].gathersBy?.(columns);
    this.#column = field === undefined ? null : (columns[field] ?? null);
  }

  /** Takes the next record; returns what is complete by now. */
  add(record: FileRecord): Sheaf[] {
    // A record that cannot be read belongs to nothing, and interrupts nothing.
    if (this.#column === null || (record.problem && record.cells.length === 0)) return [[record]];
    const key = (record.cells[this.#column] ?? "").trim();
    if (this.#open.length > 0 && this.#open.length < mostRows && (key === this.#key || key === "")) {
      this.#open.push(record);
      return [];
    }
    const complete = this.end();
    this.#open = [record];
    this.#key = key;
    return complete;
  }

  /** Returns what is left when the file ends. */
  end(): Sheaf[] {
    const rest = this.#open;
    this.#open = [];
    return rest.length > 0 ? [rest] : [];
  }
}
