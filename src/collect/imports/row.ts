import type { Channel, Stage } from "../../model/channel.ts";
import { questionScale, type ScoredQuestion } from "../../model/fact.ts";
import { identityKinds, identityOf, type Identity } from "../../model/identity.ts";
import { unguardCell } from "../../model/csv.ts";
import { readInstant, type DateReading } from "./cells/instant.ts";
import { readMoney } from "./cells/money.ts";
import { readNumber } from "./cells/number.ts";
import { readChannel, readQuestion, readStage } from "./cells/words.ts";
import { zoneOf } from "./cells/zone.ts";
import { problemHeader, restOf, type ImportPlan } from "./plan.ts";
import { quoteValue, type RowProblem } from "./problems.ts";

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const day = 86_400_000;

/** Time of a row that has none and needs none: the import's own, which is no part of what the row says. */
export const importTime = 0;

/**
 * One row seen through a plan: cells by field, read as what they should hold.
 *
 * The first thing that is wrong is kept in `problem` and the reading goes on, so a kind reads straight through and asks once at the end.
 */
export class Row {
  readonly plan: ImportPlan;
  problem: RowProblem | null = null;
  readonly #dates: DateReading;
  readonly #rest: { index: number; header: string }[];
  readonly #isMended: boolean;
  readonly #latest: number;
  #cells: string[] = [];

  constructor(plan: ImportPlan, now: number) {
    this.plan = plan;
    this.#dates = { order: plan.dateOrder, zone: zoneOf(plan.timezone) };
    this.#rest = plan.keepsRest ? restOf(plan) : [];
    this.#isMended = plan.headers.includes(problemHeader);
    this.#latest = now + day;
  }

  /** Turns to the next row. */
  turnTo(cells: string[]): void {
    this.#cells = this.#isMended ? cells.map(unguardCell) : cells;
    this.problem = null;
    const { length } = this.plan.headers;
    if (cells.length > length && cells.slice(length).some((cell) => cell.trim() !== ""))
      this.refuse("ragged_row", `The row has ${cells.length} cells and the header ${length}. Quote cells that hold the delimiter.`);
    if (cells.length < length && (cells.length === 1 || this.#misses(cells.length)))
      this.refuse("ragged_row", `The row has ${cells.length} cells and the header ${length}. Complete it.`);
  }

  /** Keeps the first problem of the row. */
  refuse(code: string, says: string): void {
    this.problem ??= { code, says };
  }

  /** Refuses because of one cell, naming its column. */
  refuseCell(field: string, code: string, says: string): void {
    this.refuse(code, `Column ${this.plan.headers[this.plan.columns[field]!]}: ${says}`);
  }

  /** The trimmed cell of a field; empty when there is none. */
  text(field: string): string {
    const index = this.plan.columns[field];
    return index === undefined ? "" : (this.#cells[index] ?? "").trim();
  }

  /** Who the row is about, strongest key first; empty when it names nobody. */
  identities(): Identity[] {
    const found: Identity[] = [];
    // The kinds are listed strongest first, so what is found is ranked already.
    for (const kind of identityKinds) {
      const value = this.text(kind);
      const identity = value === "" ? null : identityOf(kind, value);
      if (identity === null) continue;
      if (kind === "email" && !email.test(value))
        this.refuseCell("email", "bad_email", `${quoteValue(value)} is not an e-mail address. Mend it, or leave the cell empty.`);
      found.push(identity);
    }
    return found;
  }

  /** Who the row is about; refuses a row that names nobody. */
  customer(): Identity[] {
    const found = this.identities();
    if (found.length === 0) this.refuse("no_customer", "The row names no customer. Fill in a user id, an e-mail address or another key.");
    return found;
  }

  /** The instant in the field `time`, in UTC ms. */
  instant(): number {
    const cell = this.text("time");
    if (cell === "") this.refuse("no_date", "The row has no date. Write one such as 2026-03-31 or 2026-03-31 14:05.");
    const at = readInstant(cell, this.#dates);
    if (at === null)
      this.refuseCell(
        "time",
        "bad_date",
        `${quoteValue(cell)} is not a date that can be read. Write it as 2026-03-31 or 2026-03-31 14:05.`,
      );
    else if (at > this.#latest) this.refuseCell("time", "future_date", `${quoteValue(cell)} has not happened yet. Correct the date.`);
    return at ?? 0;
  }

  /** The question that was answered; empty when the row does not say and the plan neither. */
  question(): ScoredQuestion | "" {
    const cell = this.text("question");
    if (cell === "") return this.plan.question ?? "";
    const question = readQuestion(cell);
    if (!question && this.text("score") !== "")
      this.refuseCell("question", "bad_question", `${quoteValue(cell)} is not a question that is scored. Write NPS, CSAT or CES.`);
    return question ?? "";
  }

  /** The answer on the question's scale; `null` when there is none. */
  score(question: ScoredQuestion | ""): number | null {
    const cell = this.text("score");
    if (cell === "" || question === "") return null;
    const [low, high] = questionScale[question];
    // Nearly every cell is a bare number.
    if (/^\d{1,2}$/.test(cell) && Number(cell) >= low && Number(cell) <= high) return Number(cell);
    // `9/10` and `10 - extremely likely` are whole answers too.
    const said = /^(\d+)\s*(?:\/|of|out of)\s*(\d+)$/i.exec(cell) ?? /^(\d+)\s*(?:[-–:(=]|\p{L})/u.exec(cell);
    const isOffScale = said?.[2] !== undefined && Number(said[2]) !== high;
    const score = said ? Number(said[1]) : readNumber(cell, this.plan.decimal);
    if (score === null || isOffScale || !Number.isInteger(score) || score < low || score > high) {
      this.refuseCell(
        "score",
        "bad_score",
        `${quoteValue(cell)} is not a whole number from ${low} to ${high}. Correct it, or leave the cell empty.`,
      );
      return null;
    }
    return score;
  }

  /** The money in a field; `null` when the cell is empty. */
  money(field: string): { minor: number; currency: string } | null {
    const cell = this.text(field);
    if (cell === "") return null;
    const currency = this.text("currency").toUpperCase() || this.plan.currency;
    if (!/^[A-Z]{3}$/.test(currency)) {
      this.refuseCell("currency", "bad_currency", `${quoteValue(currency)} is not a currency. Write a code of three letters such as EUR.`);
      return null;
    }
    const money = readMoney(cell, this.plan.decimal, currency);
    if (!money) this.refuseCell(field, "bad_amount", `${quoteValue(cell)} is not an amount. Write it as 1234${this.plan.decimal}50.`);
    return money;
  }

  /** Where it happened; the plan's channel when the row names none. */
  channel(): Channel {
    const cell = this.text("channel");
    const channel = cell === "" ? this.plan.channel : readChannel(cell);
    if (!channel)
      this.refuseCell(
        "channel",
        "bad_channel",
        `${quoteValue(cell)} is not a channel. Write web, app, store, phone, email, chat, sms, social, review, ad, device or partner.`,
      );
    return channel ?? this.plan.channel;
  }

  /** The stage that the row names; empty when it names none. */
  stage(): Stage | "" {
    const cell = this.text("stage");
    const stage = cell === "" ? "" : readStage(cell);
    if (stage === null)
      this.refuseCell(
        "stage",
        "bad_stage",
        `${quoteValue(cell)} is not a stage. Write awareness, consideration, purchase, service or loyalty.`,
      );
    return stage ?? "";
  }

  /** The cells that no field uses, by header; empty ones are left out. */
  rest(): Record<string, unknown> {
    const kept: Record<string, unknown> = {};
    for (const { index, header } of this.#rest) {
      const cell = (this.#cells[index] ?? "").trim();
      if (cell === "") continue;
      // Only this name is more than a name when it is assigned.
      if (header === "__proto__")
        Object.defineProperty(kept, header, { value: valueOf(cell), enumerable: true, configurable: true, writable: true });
      else kept[header] = valueOf(cell);
    }
    return kept;
  }

  #misses(width: number): boolean {
    return Object.values(this.plan.columns).some((index) => index >= width);
  }
}

// Only what a number is printed as is one: 007 and 1.50 stay text, so no leading zero or cent gets lost.
function valueOf(cell: string): string | number {
  const first = cell.charCodeAt(0);
  if ((first < 48 || first > 57) && first !== 45) return cell;
  const number = Number(cell);
  return cell.length < 16 && String(number) === cell ? number : cell;
}
