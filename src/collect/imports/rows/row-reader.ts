import { hash } from "node:crypto";
import type { Fact } from "../../../model/fact.ts";
import type { FileRecord } from "../formats/format.ts";
import type { Draft } from "../kinds/kind.ts";
import { kinds } from "../kinds/list.ts";
import { Occurrences } from "./occurrences.ts";
import type { ImportPlan } from "../plan.ts";
import { rowProblems, type RowProblem } from "./problems.ts";
import { importTime, Row } from "./row.ts";
import type { Sheaf } from "./sheaf.ts";

/** Whether a record is only there for the eye: nothing in any cell. */
export const isBlank = ({ problem, cells }: FileRecord): boolean => !problem && cells.every((cell) => cell.trim() === "");

/** What came of a row: the chief fact and those beside it; a reason to set it aside; or a reason to leave it out. */
export type RowRead = { fact: Fact; others: Fact[] } | { problem: RowProblem } | { omission: RowProblem };

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

  /** What the records of one thing state, or why they state nothing. */
  read(sheaf: Sheaf): RowRead {
    const [record, ...further] = sheaf as [FileRecord, ...FileRecord[]];
    const bad = sheaf.find(({ problem }) => problem)?.problem;
    if (bad) return { problem: { code: bad, says: rowProblems[bad] } };
    const row = this.#row;
    row.turnTo(
      record.cells,
      further.map(({ cells }) => cells),
    );
    if (row.problem) return { problem: row.problem };
    const told = kinds[this.#plan.kind].tell(row);
    if (row.omission) return { omission: row.omission };
    if (row.problem) return { problem: row.problem };
    const [chief, ...beside] = told.map(({ draft, key }) => ({ draft, key: key && JSON.stringify([this.#plan.kind, ...key]) }));
    // The whole row decides whether an earlier row with its key says the same.
    const written = row.keysAsWritten();
    const said = { ...chief!.draft, ...(written.length > 0 ? { identities: written } : {}) };
    const messageId = this.#chiefId(JSON.stringify([this.#plan.kind, row.text("id"), said]), chief!.key);
    if (typeof messageId !== "string") return { problem: messageId };
    const others = beside
      .map(({ draft, key }) => ({ draft, messageId: key ? `import:${digest(key)}` : this.#idOf(JSON.stringify([this.#plan.kind, draft])) }))
      .filter(({ messageId }) => this.#seen.count(digest(`beside ${messageId}`)) === 1);
    return { fact: this.#factOf(chief!.draft, messageId), others: others.map(({ draft, messageId }) => this.#factOf(draft, messageId)) };
  }

  #factOf(draft: Draft, messageId: string): Fact {
    const { receivedAt } = this.#arrival;
    // What the file dates later today happened when it came, as with every other sender; what the row says, and so its id, stays.
    const ahead = draft.timestamp > receivedAt ? draft.timestamp : null;
    if (draft.timestamp === importTime || ahead !== null) draft.timestamp = receivedAt;
    const flags = [...this.#row.flags, ...(ahead === null ? [] : ["ts_ahead"])];
    // A million objects spread into new ones would cost more than everything else here.
    return Object.assign(draft, this.#arrival, { messageId, originalTimestamp: ahead, sentAt: null, flags });
  }

  /** What a row says is what it is: its id follows from its content, and equal rows of one file are told apart by counting them. */
  #idOf(said: string): string {
    const content = digest(said);
    return `import:${content}:${this.#seen.count(content)}`;
  }

  /** Rows with a key are the same thing when the key is: the second one must say the same as the first. */
  #chiefId(said: string, key: string | null): string | RowProblem {
    if (key === null) return this.#idOf(said);
    const { kind, columns, headers } = this.#plan;
    const occurrence = this.#seen.count(digest(said));
    const same = digest(key);
    const field = kinds[kind].key;
    if (this.#seen.count(same) > 1 && occurrence === 1 && field)
      return {
        code: `repeated_${field}`,
        says: `Column ${headers[columns[field]!]}: an earlier row has the same ${field} and says something else. Keep one of them${kinds[kind].gathersBy?.(columns) ? `, or sort the file so that the rows of one ${field} stand together` : ""}.`,
      };
    return `import:${same}`;
  }
}

const digest = (text: string): string => hash("sha256", text, "hex").slice(0, 32);
