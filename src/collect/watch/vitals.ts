import { ask } from "../../store/ask.ts";
import { millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";
import { factTables } from "../intake/line.ts";

const hourMs = 3_600_000;
const dayHours = 24;
const knownHours = 14 * 24;
const rateMinutes = 5;
// A day of more than this is not gone through for its delays: the last hour tells enough.
const mostOfDay = 5_000_000;

/** From something happening to its arrival, after the sender's clock was corrected: ms, of `n` facts within the last `hours`. */
export type Lag = { medianMs: number; p95Ms: number; n: number; hours: 1 | 24 };

/**
 * What can be measured of a source. Instants are UTC ms. `perMinute`: what was stored or set aside in the last five minutes, by the minute. `hours`: messages received in each of the last 24 hours, the running one last;
 * `comings`: beginnings of all hours of two weeks in which something came; `lag` is `null` when nothing told when it happened.
 */
export type Vitals = {
  takenAt: number | null;
  refusedAt: number | null;
  perMinute: number;
  hours: number[];
  comings: number[];
  lag: Lag | null;
};

/** Beginning of the first of the hours that vitals tell of, at an instant; both UTC ms. */
export const firstHour = (now: number): number => (Math.floor(now / hourMs) - dayHours + 1) * hourMs;

const hoursSql = `
SELECT source_id AS id, toUnixTimestamp(hour) AS hourS, toFloat64(sum(n)) AS n FROM tallies
WHERE workspace_id = {workspace:String} AND outcome = 'received' AND hour > toDateTime({sinceS:UInt32}, 'UTC') GROUP BY id, hourS`;

const lastSql = `
SELECT source_id AS id, toString(outcome) AS outcome, toString(max(last_at)) AS last FROM tallies
WHERE workspace_id = {workspace:String} AND outcome IN ('received', 'refused') GROUP BY id, outcome`;

const since = "workspace_id = {workspace:String} AND seq >= {since:UInt64}";
const rateSql = `
SELECT id, toFloat64(count()) AS n FROM (
  ${factTables.map((table) => `SELECT source_id AS id FROM ${table} WHERE ${since} AND NOT has(flags, 'further')`).join(" UNION ALL ")}
  UNION ALL SELECT source_id AS id FROM dead_letters WHERE ${since} AND state = 'waiting'
) GROUP BY id`;

// Who does not say when it happened is taken to speak of now, which is no delay.
const delaysIn = (table: string): string =>
  `SELECT source_id AS id, greatest(0, dateDiff('millisecond', timestamp, received_at)) AS lag FROM ${table} WHERE ${since} AND isNotNull(original_timestamp) AND NOT has(flags, 'ts_clamped')`;
const lagSql = `
SELECT id, toFloat64(count()) AS n, quantilesTDigest(0.5, 0.95)(lag) AS lags FROM (${factTables.map(delaysIn).join(" UNION ALL ")}) GROUP BY id`;

type LagRow = { id: string; n: number; lags: [number, number] };

/** What can be measured of every source of a workspace at an instant (UTC ms), by source. */
export async function readVitals({ events }: Store, workspaceId: string, now: number): Promise<Map<string, Vitals>> {
  const question = <Row>(tag: string, sql: string, bound: Record<string, number>) =>
    ask<Row>(events.client, { tag: `vitals.${tag}`, sql, bound: { workspace: workspaceId, ...bound } });
  const hour = Math.floor(now / hourMs) * hourMs;
  const [hours, lasts, rates, soon] = await Promise.all([
    question<{ id: string; hourS: number; n: number }>("hours", hoursSql, { sinceS: (hour - knownHours * hourMs) / 1000 }),
    question<{ id: string; outcome: string; last: string }>("last", lastSql, {}),
    question<{ id: string; n: number }>("rate", rateSql, { since: (now - rateMinutes * 60_000) * 1000 }),
    question<LagRow>("lag", lagSql, { since: (now - hourMs) * 1000 }),
  ]);
  const ofDay = hours.filter(({ hourS }) => hourS * 1000 > hour - dayHours * hourMs);
  const isSmall = ofDay.reduce((sum, { n }) => sum + n, 0) <= mostOfDay;
  const isEnough = ofDay.every(({ id }) => soon.some((one) => one.id === id));
  const late = isEnough || !isSmall ? [] : await question<LagRow>("lag", lagSql, { since: (now - dayHours * hourMs) * 1000 });

  const vitals = new Map<string, Vitals>();
  for (const id of new Set([...hours, ...lasts].map((row) => row.id))) {
    const own = hours.filter((row) => row.id === id);
    const lastOf = (outcome: string) => lasts.find((row) => row.id === id && row.outcome === outcome)?.last;
    const instantOf = (outcome: string) => (lastOf(outcome) ? millis(lastOf(outcome)!) : null);
    vitals.set(id, {
      takenAt: instantOf("received"),
      refusedAt: instantOf("refused"),
      perMinute: (rates.find((row) => row.id === id)?.n ?? 0) / rateMinutes,
      hours: Array.from({ length: dayHours }, (_, i) => {
        const begin = firstHour(now) + i * hourMs;
        return own.find(({ hourS }) => hourS * 1000 === begin)?.n ?? 0;
      }),
      comings: own.map(({ hourS }) => hourS * 1000),
      lag: lagOf(id, soon, 1) ?? lagOf(id, late, 24),
    });
  }
  return vitals;
}

/** Adds to the vitals of each source those of its parts, such as the files of a watched folder; a whole of parts has no lag. */
export function addParts(vitals: Map<string, Vitals>, sources: readonly { id: string; parent_id: string | null }[]): void {
  for (const { id, parent_id } of sources) {
    const part = parent_id === null ? undefined : vitals.get(id);
    if (!part) continue;
    const whole = vitals.get(parent_id!);
    vitals.set(parent_id!, {
      takenAt: latest(whole?.takenAt, part.takenAt),
      refusedAt: latest(whole?.refusedAt, part.refusedAt),
      perMinute: (whole?.perMinute ?? 0) + part.perMinute,
      hours: part.hours.map((n, i) => n + (whole?.hours[i] ?? 0)),
      comings: [...new Set([...(whole?.comings ?? []), ...part.comings])],
      lag: null,
    });
  }
}

const latest = (a: number | null | undefined, b: number | null): number | null => (a === null || a === undefined ? b : Math.max(a, b ?? a));

function lagOf(id: string, rows: readonly LagRow[], hours: 1 | 24): Lag | null {
  const row = rows.find((one) => one.id === id);
  return row ? { medianMs: Math.round(row.lags[0]), p95Ms: Math.round(row.lags[1]), n: row.n, hours } : null;
}
