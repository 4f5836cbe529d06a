import { Failure } from "../model/failure.ts";
import type { Period, PeriodQuery } from "../model/period.ts";
import type { Bound } from "../store/ask.ts";
import { instant } from "../store/events/connect.ts";
import type { Store } from "../store/open.ts";
import { daysAsked, periodOf, type Days } from "./calendar.ts";
import type { Condition } from "./condition.ts";
import { renderFilter, type Facts } from "./filter.ts";
import { findLocation, renderLocation, type LocationScope } from "./locations.ts";

/** What an analysis looks at: one workspace, a stretch of time, and conditions that all hold. */
export type Scope = {
  workspaceId: string;
  period: Period;
  conditions: readonly Condition[];
  /** Rows for which all of these hold are left out: "customers outside the initiative". */
  except?: readonly Condition[];
  /** Only what happened at this location, or below it. */
  location?: LocationScope;
  /** The instant from which "in the last days" counts back, in UTC milliseconds. */
  now: number;
};

/** A scope read from an address, with the days and the calendar that it was read in. */
export type CalendarScope = Scope & { days: Days; timezone: string };

/** The bar on top of every analytical screen, as it stands in an address. */
export type Bar = PeriodQuery & { channel?: string; touchpoint?: string; stage?: string; segment?: string; location?: string } & Record<
    string,
    unknown
  >;

/** Conditions that the bar names: `channel=web`, `trait.region=North` … */
export function conditionsIn(bar: Bar): Condition[] {
  const isNamed = (field: string) => ["channel", "touchpoint", "stage"].includes(field) || /^trait\../.test(field);
  return Object.entries(bar).flatMap(([field, value]) =>
    isNamed(field) && typeof value === "string" && value !== "" ? [{ field, op: "is" as const, value }] : [],
  );
}

/**
 * Reads the bar in the workspace's calendar; a segment becomes its conditions.
 *
 * @throws Failure `bad_input` for days that do not exist, `not_found` for a segment or a location that does not
 */
export async function readScope(store: Store, workspaceId: string, bar: Bar, now: number): Promise<CalendarScope> {
  const database = store.records.database;
  const { timezone } = await database.selectFrom("workspaces").select("timezone").where("id", "=", workspaceId).executeTakeFirstOrThrow();
  const days = daysAsked(bar, timezone, now);
  const conditions = conditionsIn(bar);
  if (bar.segment) conditions.push(...(await conditionsOf(store, workspaceId, bar.segment)));
  const location = bar.location ? { location: await findLocation(store, workspaceId, bar.location) } : {};
  return { workspaceId, period: periodOf(days, timezone), conditions, ...location, now, days, timezone };
}

/** The conditions of a saved segment. @throws Failure `not_found` */
export async function conditionsOf(store: Store, workspaceId: string, id: string): Promise<Condition[]> {
  const row = await store.records.database
    .selectFrom("segments")
    .select("conditions")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw new Failure("not_found", { thing: "segment" });
  return row.conditions as Condition[];
}

/** Rows of a scope, for a question that reads `FROM table WHERE where`, and what is bound to it. */
export type Rows = { table: string; where: string; bound: Bound };

/**
 * The rows of `interactions` or `feedback` that a scope looks at.
 *
 * Without any condition on customers nobody has to know who they are, and the plain table is read: its `customer_id` is then the one
 * on the row. Ask for `customers` whenever customers are counted or shown.
 */
export function rowsOf(scope: Scope, of: Facts, need?: "customers"): Rows {
  const filter = renderFilter(scope.conditions, of, scope);
  const left = scope.except?.length ? renderFilter(scope.except, of, { now: scope.now, prefix: "except" }) : null;
  const place = scope.location ? renderLocation(scope.location) : null;
  const needsCustomer = need !== undefined || filter.needsCustomer || left?.needsCustomer;
  const parts = [
    "workspace_id = {workspace:String}",
    "timestamp >= {from:DateTime64(3, 'UTC')}",
    "timestamp < {to:DateTime64(3, 'UTC')}",
    filter.sql,
    ...(place ? [place.sql] : []),
    ...(left ? [`NOT (${left.sql})`] : []),
    // Whether nobody in particular belongs to a group of customers cannot be known, so they are not outside it either.
    ...(left?.needsCustomer ? ["customer_id != 0"] : []),
  ];
  return {
    table: needsCustomer ? `lived_${of}(workspace = {workspace:String})` : of,
    where: parts.join(" AND "),
    bound: {
      ...filter.bound,
      ...left?.bound,
      ...place?.bound,
      workspace: scope.workspaceId,
      from: instant(scope.period.from),
      to: instant(scope.period.to),
    },
  };
}
