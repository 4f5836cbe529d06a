import type { Store } from "../../store/open.ts";
import { exportHead, exportLine } from "../../model/csv.ts";
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

/** The answers of a list as CSV, piece by piece. */
export async function* exportFeedback(store: Store, scope: Scope, asked: FeedbackAsk): AsyncGenerator<string> {
  yield exportHead(columns);
  for await (const items of readFeedback(store, scope, asked))
    yield items.map((item) => exportLine(columns.map((column) => cell(item, column)))).join("");
}

function cell(item: FeedbackItem, column: (typeof columns)[number]): string | number | null {
  return column === "timestamp" ? new Date(item.timestamp).toISOString() : item[column];
}
