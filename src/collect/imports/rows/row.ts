import type { Channel, Stage } from "../../../model/channel.ts";
import { questionScale, type ScoredQuestion } from "../../../model/fact.ts";
import { composedOf, identityKinds, identityOf, type Identity, type IdentityKind } from "../../../model/identity.ts";
import { unguardCell } from "../../../model/csv.ts";
import { phoneOf } from "../../phone.ts";
import { addressIn } from "../cells/address.ts";
import { readInstant, type DateReading } from "../cells/instant.ts";
import { readMoney } from "../cells/money.ts";
import { isSilence } from "../cells/labels.ts";
import { readScore } from "../cells/score.ts";
import { readChannel, readQuestion, readStage } from "../cells/words.ts";
import { zoneOf } from "../cells/zone.ts";
import { problemHeader, restOf, type ImportPlan } from "../plan.ts";
import { quoteValue, type RowProblem } from "./problems.ts";

// Words such as `unknown` in a column of keys say that there is none.
const isNobody = (value: string): boolean => identityOf("user", value) === null;
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
  /** Why the row is left out although nothing is wrong with it; `null` when it is not. */
  omission: RowProblem | null = null;
  /** What of the row could not be used and is no reason to set it aside. */
  flags: string[] = [];
  readonly #dates: DateReading;
  readonly #utcDates: DateReading;
  /** Fields whose header says that its times are in UTC, wherever the workspace is. */
  readonly #isUtc: ReadonlySet<string>;
  readonly #rest: { index: number; header: string }[];
  readonly #isMended: boolean;
  readonly #latest: number;
  /** Kinds of keys that the file has a column for, strongest first. */
  readonly #keyed: readonly IdentityKind[];
  #cells: string[] = [];
  #lines: string[][] = [];

  constructor(plan: ImportPlan, now: number) {
    this.plan = plan;
    this.#dates = { order: plan.dateOrder, zone: zoneOf(plan.timezone) };
    this.#utcDates = { order: plan.dateOrder, zone: zoneOf("UTC") };
    this.#isUtc = new Set(Object.keys(plan.columns).filter((field) => /\b(UTC|GMT)\b/i.test(plan.headers[plan.columns[field]!] ?? "")));
    this.#rest = plan.keepsRest ? restOf(plan) : [];
    this.#isMended = plan.headers.includes(problemHeader);
    this.#latest = now + day;
    this.#keyed = identityKinds.filter((kind) => plan.columns[kind] !== undefined);
  }

  /** Turns to the next row; `further` are the rows below it that are the same thing. */
  turnTo(cells: string[], further: string[][] = []): void {
    this.problem = null;
    this.omission = null;
    this.flags = [];
    this.#lines = [cells, ...further].map((line) => this.#turnLine(line));
    this.#cells = this.#lines[0]!;
  }

  #turnLine(cells: string[]): string[] {
    const { length } = this.plan.headers;
    if (cells.length > length && cells.slice(length).some((cell) => cell.trim() !== ""))
      this.refuse("ragged_row", `The row has ${cells.length} cells and the header ${length}. Quote cells that hold the delimiter.`);
    if (cells.length < length && (cells.length === 1 || this.#misses(cells.length)))
      this.refuse("ragged_row", `The row has ${cells.length} cells and the header ${length}. Complete it.`);
    return this.#isMended ? cells.map(unguardCell) : cells;
  }

  /** Leaves the row out: nothing is wrong with it, and it is nothing that counts. */
  omit(code: string, says: string): void {
    this.omission ??= { code, says };
  }

  /** How many rows are this one thing. */
  get lines(): number {
    return this.#lines.length;
  }

  /** The trimmed cell of a field in one of the rows, the first being 0; empty when there is none. */
  lineText(line: number, field: string): string {
    const index = this.plan.columns[field];
    return index === undefined ? "" : (this.#lines[line]?.[index] ?? "").trim();
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
    return this.lineText(0, field);
  }

  /** The trimmed cell of a column. */
  cell(index: number): string {
    return (this.#cells[index] ?? "").trim();
  }

  /** The cell of a field that is somebody's or something's key. One that a spreadsheet has rounded would weld strangers together. */
  key(field: string): string {
    const value = this.text(field);
    if (/^\d(?:[.,]\d+)?E\+\d{1,3}$/i.test(value))
      this.refuseCell(
        field,
        "damaged_key",
        `${quoteValue(value)} was rounded by a spreadsheet. Export the file again, and do not save it from a spreadsheet.`,
      );
    return value;
  }

  /** Who the row is about, strongest key first; empty when it names nobody. */
  identities(): Identity[] {
    const found: Identity[] = [];
    // The kinds are listed strongest first, so what is found is ranked already.
    for (const kind of this.#keyed) {
      const said = this.key(kind);
      const value = kind === "email" ? (addressIn(said) ?? said) : said;
      if (value === "") continue;
      const identity = kind === "phone" ? phoneOf(value, this.plan.country) : identityOf(kind, value);
      if (identity !== null) found.push(identity);
      else if (kind === "phone") this.flags.push("phone_unusable");
      else if (kind === "email" && !isNobody(value))
        this.refuseCell("email", "bad_email", `${quoteValue(value)} is not an e-mail address. Mend it, or leave the cell empty.`);
    }
    return found;
  }

  /** The keys as they are written in the row, however they are read: what the row says does not change with the settings. */
  keysAsWritten(): string[] {
    const written: string[] = [];
    for (const kind of this.#keyed) {
      const value = this.text(kind);
      if (value !== "" && !isNobody(value)) written.push(`${kind}:${writtenOf(kind, composedOf(value))}`);
    }
    return written;
  }

  /** Who the row is about; refuses a row that names nobody. */
  customer(): Identity[] {
    const found = this.identities();
    if (found.length === 0) this.refuse("no_customer", "The row names no customer. Fill in a user id, an e-mail address or another key.");
    return found;
  }

  /** The instant in a field, in UTC ms; refuses a row without one. */
  instant(field = "time"): number {
    const at = this.instantIn(field);
    if (at === null) this.refuse("no_date", "The row has no date. Write one such as 2026-03-31 or 2026-03-31 14:05.");
    return at ?? 0;
  }

  /** The instant in a field, in UTC ms; `null` when the cell is empty. */
  instantIn(field: string): number | null {
    const cell = this.text(field);
    if (cell === "") return null;
    const at = this.#read(field, cell);
    if (at === null)
      this.refuseCell(field, "bad_date", `${quoteValue(cell)} is not a date that can be read. Write it as 2026-03-31 or 2026-03-31 14:05.`);
    else if (at > this.#latest) this.refuseCell(field, "future_date", `${quoteValue(cell)} has not happened yet. Correct the date.`);
    return at ?? 0;
  }

  /** A date and the time of that day often stand in two columns; a time that cannot be read leaves the day. */
  #read(field: string, cell: string): number | null {
    const dates = this.#isUtc.has(field) ? this.#utcDates : this.#dates;
    const clock = field === "time" && !cell.includes(":") ? this.text("clock").replace(/\s*(uhr|h)$/i, "") : "";
    return (clock === "" ? null : readInstant(`${cell} ${clock}`, dates)) ?? readInstant(cell, dates);
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
    return this.scoreIn(this.plan.columns["score"]!, question);
  }

  /** The answer in a column on a question's scale; `null` when there is none. */
  scoreIn(column: number, question: ScoredQuestion): number | null {
    const cell = this.cell(column);
    const score = readScore(cell, question, this.plan.decimal);
    if (score !== null || isSilence(cell)) return score;
    const [low, high] = questionScale[question];
    this.refuse(
      "bad_score",
      `Column ${this.plan.headers[column]}: ${quoteValue(cell)} is not a whole number from ${low} to ${high}. Correct it, or leave the cell empty.`,
    );
    return null;
  }

  /** The money in a field; `null` when the cell is empty. */
  money(field: string): { minor: number; currency: string } | null {
    return this.moneyAt(0, field);
  }

  /** The money in a field of one of the rows; `null` when the cell is empty. */
  moneyAt(line: number, field: string): { minor: number; currency: string } | null {
    const cell = this.lineText(line, field);
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

  /** Where it happened, as far as the row says it in usual words; what it says in others is no channel and no problem. */
  channelOr(fallback: Channel): Channel {
    return readChannel(this.text("channel")) ?? fallback;
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

function writtenOf(kind: IdentityKind, value: string): string {
  if (kind === "email") return value.toLowerCase();
  return kind === "phone" ? value.replace(/[\s().\-/]/g, "").replace(/^00/, "+") : value;
}

// Only what a number is printed as is one: 007 and 1.50 stay text, so no leading zero or cent gets lost.
function valueOf(cell: string): string | number {
  const first = cell.charCodeAt(0);
  if ((first < 48 || first > 57) && first !== 45) return cell;
  const number = Number(cell);
  return cell.length < 16 && String(number) === cell ? number : cell;
}
