import type { Store } from "../../store/open.ts";
import type { Scope } from "../scope.ts";
import type { FeedbackAsk } from "./conditions.ts";
import { readFeedback, type FeedbackItem } from "./list.ts";

const columns = [
  "timestamp",
  "customerId",
  "customerName",
  "question",
  "score",
  "band",
  "comment",
  "language",
  "touchpoint",
  "channel",
  "stage",
  "sourceId",
  "id",
] as const;

/** The answers of a list as CSV (RFC 4180, UTF-8 with a byte order mark so that spreadsheets read it), piece by piece. */
export async function* exportFeedback(store: Store, scope: Scope, asked: FeedbackAsk): AsyncGenerator<string> {
  yield `\uFEFF${columns.join(",")}\r\n`;
  for await (const items of readFeedback(store, scope, asked))
    yield items.map((item) => `${columns.map((column) => cell(item, column)).join(",")}\r\n`).join("");
}

function cell(item: FeedbackItem, column: (typeof columns)[number]): string {
  const value = item[column];
  if (value === null) return "";
  if (column === "timestamp") return new Date(item.timestamp).toISOString();
  if (typeof value === "number") return String(value);
  // A spreadsheet would run text that begins like a formula; an apostrophe in front keeps it text.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
