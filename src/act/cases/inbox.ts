import { sql, type Kysely, type RawBuilder, type Selectable, type SqlBool } from "kysely";
import { calledOf } from "../../model/customer-name.ts";
import { Failure } from "../../model/failure.ts";
import type { Identity } from "../../model/identity.ts";
import type { Store } from "../../store/open.ts";
import { recordedNames } from "../../understand/customers/names.ts";
import type { CaseState, Tables } from "../../store/records/tables.ts";
import { isLate, openStates } from "./case-state.ts";

/** Which cases an inbox shows. `open`: somebody still has to help; `late`: nobody was in time; `mine`: open and owned by the reader. */
export const caseFolders = ["open", "late", "mine", "resolved", "closed", "all"] as const;
export type CaseFolder = (typeof caseFolders)[number];

/** A case as an inbox shows it. Instants are ISO 8601 in UTC. */
export type CaseItem = {
  id: string;
  number: number;
  customerId: string;
  /** What to call them: the name, else the best key. */
  customerName: string | null;
  state: CaseState;
  question: string;
  score: number;
  comment: string;
  touchpoint: string;
  channel: string;
  feedbackId: string;
  answeredAt: string;
  openedAt: string;
  dueAt: string;
  contactedAt: string | null;
  late: boolean;
  owner: { id: string; name: string } | null;
  cause: string | null;
};

/** Who reads which workspace's cases, and when (UTC milliseconds). */
export type CaseReader = { workspaceId: string; userId: string; now: number };

/** A page of a folder: how many rows, and the `next` of the page before. */
export type CasePage = { folder: CaseFolder; cursor?: string | undefined; limit?: number };

/** How many cases every folder holds. */
export type FolderCounts = Record<CaseFolder, number>;

/**
 * One page of a folder, with how many cases every folder holds; `next` is `null` on the last page.
 *
 * Open cases come by their clock: those that wait for a first contact first, the most urgent on top. Others come newest first.
 *
 * @throws Failure `bad_input` for a cursor that is none
 */
export async function readInbox(
  store: Store,
  reader: CaseReader,
  { folder, cursor, limit = 50 }: CasePage,
): Promise<{ counts: FolderCounts; items: CaseItem[]; next: string | null }> {
  const { database } = store.records;
  const counts = await database
    .selectFrom("cases")
    .select(({ fn }) => caseFolders.map((name) => fn.countAll<number>().filterWhere(inFolder(name, reader)).as(name)))
    .where("workspace_id", "=", reader.workspaceId)
    .executeTakeFirstOrThrow();

  const order = ["resolved", "closed", "all"].includes(folder) ? newest : clock;
  let rows = selectCases(database, reader.workspaceId).select(order.as("order")).where(inFolder(folder, reader));
  if (cursor) {
    const after = readCursor(cursor);
    rows = rows.where(sql<boolean>`(${order}, number) > (${after.order}::double precision, ${after.number}::int)`);
  }
  const page = await rows
    .orderBy("order")
    .orderBy("number")
    .limit(limit + 1)
    .execute();
  const shown = page.slice(0, limit);
  const last = page.length > limit ? shown.at(-1) : undefined;
  const names = await recordedNames(
    store,
    reader.workspaceId,
    shown.map(({ customer_id }) => customer_id),
  );
  return { counts, items: shown.map((row) => itemOf(row, names, reader.now)), next: last ? `${last.order}~${last.number}` : null };
}

const clock = sql<number>`(extract(epoch FROM due_at) + CASE WHEN contacted_at IS NULL THEN 0 ELSE 1e11 END)::double precision`;
const newest = sql<number>`(-number)::double precision`;

function inFolder(folder: CaseFolder, { userId, now }: CaseReader): RawBuilder<SqlBool> {
  const open = sql`state IN (${sql.join([...openStates])})`;
  switch (folder) {
    case "open":
      return sql<SqlBool>`${open}`;
    case "late":
      return sql<SqlBool>`(${open} AND contacted_at IS NULL AND due_at < ${new Date(now)})`;
    case "mine":
      return sql<SqlBool>`(${open} AND owner_id = ${userId})`;
    case "all":
      return sql<SqlBool>`true`;
    default:
      return sql<SqlBool>`state = ${folder}`;
  }
}

function readCursor(cursor: string): { order: number; number: number } {
  const [order, number] = cursor.split("~").map(Number);
  if (!Number.isFinite(order) || !Number.isInteger(number))
    throw new Failure("bad_input", { field: "cursor", problem: "use the `next` of the page before." });
  return { order: order!, number: number! };
}

/** Cases of a workspace, each with its owner's name, to be narrowed and ordered. */
export function selectCases(database: Kysely<Tables>, workspaceId: string) {
  return database
    .selectFrom("lived_cases")
    .leftJoin("users", "users.id", "lived_cases.owner_id")
    .selectAll("lived_cases")
    .select(["users.name as owner_name"])
    .where("lived_cases.workspace_id", "=", workspaceId);
}

type CaseRow = Selectable<Tables["cases"]> & { owner_name: string | null };

/** A row of `selectCases` as it is shown at an instant, its customer called by one of these names. */
export function itemOf(row: CaseRow, names: Map<string, string>, now: number): CaseItem {
  return {
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    customerName: names.get(row.customer_id) ?? calledOf({}, [row.identity as Identity]),
    state: row.state,
    question: row.question,
    score: row.score,
    comment: row.comment,
    touchpoint: row.touchpoint,
    channel: row.channel,
    feedbackId: row.feedback_id,
    answeredAt: row.answered_at.toISOString(),
    openedAt: row.opened_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    contactedAt: row.contacted_at?.toISOString() ?? null,
    late: isLate({ state: row.state, dueAt: row.due_at, contactedAt: row.contacted_at }, now),
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? "" },
    cause: row.cause,
  };
}
