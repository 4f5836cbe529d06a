import { hash } from "node:crypto";
import type { Fact } from "../../model/fact.ts";
import type { FileRecord } from "./formats/format.ts";
import { kinds } from "./kinds/list.ts";
import { Occurrences } from "./occurrences.ts";
import type { ImportPlan } from "./plan.ts";
import { rowProblems, type RowProblem } from "./problems.ts";
import { importTime, Row } from "./row.ts";

/** Whether a record is only there for the eye: nothing in any cell. */
export const isBlank = ({ problem, cells }: FileRecord): boolean => !problem && cells.every((cell) => cell.trim() === "");

/** Reads the records of one file as facts. It remembers which rows came before, so one reader serves one file from its beginning. */
export class RowReader {
  readonly #plan: ImportPlan;
  readonly #arrival: { sourceId: string; receivedAt: number };
  readonly #row: Row;
  readonly #seen = new Occurrences();

  constructor(plan: ImportPlan, arrival: { sourceId: string; receivedAt: number }) {
    this.#plan = plan;
    this.#arrival = arrival;
    this.#row = new Row(plan, arrival.receivedAt);
  }

  /** The fact that a record states, or why it states none. */
  read(record: FileRecord): Fact | RowProblem {
    if (record.problem) return { code: record.problem, says: rowProblems[record.problem] };
    const row = this.#row;
    row.turnTo(record.cells);
    if (row.problem) return row.problem;
    const draft = kinds[this.#plan.kind].draft(row);
    if (row.problem) return row.problem;
    const messageId = this.#messageId(JSON.stringify([this.#plan.kind, row.text("id"), draft]));
    if (typeof messageId !== "string") return messageId;
    // A million objects spread into new ones would cost more than everything else here.
    const fact = draft as Fact;
    if (fact.timestamp === importTime) fact.timestamp = this.#arrival.receivedAt;
    fact.sourceId = this.#arrival.sourceId;
    fact.receivedAt = this.#arrival.receivedAt;
    fact.messageId = messageId;
    fact.originalTimestamp = null;
    fact.sentAt = null;
    fact.flags = noFlags;
    return fact;
  }

  /**
   * What a row says is what it is: its id follows from its content, and equal rows of one file are told apart by counting them.
   * Rows of a kind with a key are the same thing when the key is.
   */
  #messageId(said: string): string | RowProblem {
    const { kind, columns, headers } = this.#plan;
    const content = digest(said);
    const occurrence = this.#seen.count(content);
    const { key } = kinds[kind];
    if (!key) return `import:${content}:${occurrence}`;
    const same = digest(JSON.stringify([kind, this.#row.text(key)]));
    if (this.#seen.count(same) > 1 && occurrence === 1)
      return {
        code: `repeated_${key}`,
        says: `Column ${headers[columns[key]!]}: an earlier row has the same ${key} and says something else. Keep one of them.`,
      };
    return `import:${same}`;
  }
}

/** Whether reading a record gave a reason instead of a fact. */
export const isProblem = (read: Fact | RowProblem): read is RowProblem => "says" in read;

const noFlags: string[] = [];

const digest = (text: string): string => hash("sha256", text, "hex").slice(0, 32);
