import type { Channel, Stage } from "../../../model/channel.ts";
import { questionScale, type ScoredQuestion } from "../../../model/fact.ts";
import { composedOf, identityKinds, identityOf, type Identity, type IdentityKind } from "../../../model/identity.ts";
import { phoneOf } from "../../phone.ts";
import { addressIn } from "../cells/address.ts";
import { readInstant, type DateReading } from "../cells/instant.ts";
import { readMoney } from "../cells/money.ts";
import { isSilence } from "../cells/labels.ts";
import { readScore } from "../cells/score.ts";
import { readChannel, readQuestion, readStage } from "../cells/words.ts";
import { zoneOf } from "../cells/zone.ts";
import type { ImportPlan } from "../plan.ts";
import { quoteValue } from "./problems.ts";
import { RowText } from "./row-text.ts";

// Words such as `unknown` in a column of keys say that there is none.
const isNobody = (value: string): boolean => identityOf("user", value) === null;
const day = 86_400_000;

/** Time of a row that has none and needs none: the import's own, which is no part of what the row says. */
export const importTime = 0;

/** One row seen through a plan: its cells read as what they should hold. */
export class Row extends RowText {
  readonly #dates: DateReading;
  readonly #utcDates: DateReading;
  /** Fields whose header says that its times are in UTC, wherever the workspace is. */
  readonly #isUtc: ReadonlySet<string>;
  readonly #latest: number;
  /** Kinds of keys that the file has a column for, strongest first. */
  readonly #keyed: readonly IdentityKind[];

  constructor(plan: ImportPlan, now: number) {
    super(plan);
    this.#dates = { order: plan.dateOrder, zone: zoneOf(plan.timezone) };
    this.#utcDates = { order: plan.dateOrder, zone: zoneOf("UTC") };
    this.#isUtc = new Set(Object.keys(plan.columns).filter((field) => /\b(UTC|GMT)\b/i.test(plan.headers[plan.columns[field]!] ?? "")));
    this.#latest = now + day;
    this.#keyed = identityKinds.filter((kind) => plan.columns[kind] !== undefined);
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
}

function writtenOf(kind: IdentityKind, value: string): string {
  if (kind === "email") return value.toLowerCase();
  return kind === "phone" ? value.replace(/[\s().\-/]/g, "").replace(/^00/, "+") : value;
}
