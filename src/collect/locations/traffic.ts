import { locationFinder, type Location } from "../../model/location.ts";
import { ask } from "../../store/ask.ts";
import { instant, millis } from "../../store/events/connect.ts";
import { readLocations } from "../../store/locations.ts";
import type { Store } from "../../store/open.ts";

/** Facts that happened somewhere. `lastAt` in UTC ms. */
export type Traffic = { interactions: number; answers: number; lastAt: number };

/** A code that no location has, with what happened there. `example`: the names of a few events. */
export type UnplacedCode = Traffic & { code: string; channel: string; example: string[] };

type Row = { code: string; interactions: number; answers: number; last: string; channel: string; example: string[] };

/** What happened at each location with everything below it since an instant in UTC ms, by its id, and at codes that no location has. */
export async function readTraffic(
  store: Store,
  workspaceId: string,
  since: number,
): Promise<{ at: Map<string, Traffic>; unplaced: UnplacedCode[] }> {
  const locations = await readLocations(store.records.database, workspaceId);
  const where = "workspace_id = {workspace:String} AND location != '' AND timestamp >= {since:DateTime64(3, 'UTC')}";
  const rows = await ask<Row>(store.events.client, {
    tag: "locations",
    sql: `SELECT toString(location) AS code, toFloat64(countIf(isInteraction = 1)) AS interactions, toFloat64(countIf(isInteraction = 0)) AS answers,
        toString(max(timestamp)) AS last, topK(1)(via)[1] AS channel, topK(3)(name) AS example
      FROM (SELECT location, timestamp, 1 AS isInteraction, toString(channel) AS via, name FROM interactions WHERE ${where}
        UNION ALL SELECT location, timestamp, 0 AS isInteraction, toString(channel) AS via, toString(touchpoint) AS name FROM feedback WHERE ${where})
      GROUP BY location ORDER BY interactions + answers DESC, code`,
    bound: { workspace: workspaceId, since: instant(since) },
  });
  const find = locationFinder(locations);
  const parents = new Map(locations.map((location) => [location.id, location]));
  const at = new Map<string, Traffic>();
  const unplaced = new Map<string, UnplacedCode>();
  for (const { code, interactions, answers, last, channel, example } of rows) {
    const traffic = { interactions, answers, lastAt: millis(last) };
    const location = find(code);
    // Who places a store has placed its tills.
    const store = code.split("/", 1)[0]!;
    const before = unplaced.get(store);
    if (!location) unplaced.set(store, { channel, example, ...before, ...add(before, traffic), code: store });
    for (const each of location ? upwards(parents, location) : []) at.set(each.id, add(at.get(each.id), traffic));
  }
  return { at, unplaced: [...unplaced.values()] };
}

/** A location and those that it is part of, up to the top. */
function upwards(byId: Map<string, Location>, location: Location): Location[] {
  const line = [location];
  for (let next = byId.get(location.parentId ?? ""); next && !line.includes(next); next = byId.get(next.parentId ?? "")) line.push(next);
  return line;
}

const add = (sum: Traffic | undefined, more: Traffic): Traffic => ({
  interactions: (sum?.interactions ?? 0) + more.interactions,
  answers: (sum?.answers ?? 0) + more.answers,
  lastAt: Math.max(sum?.lastAt ?? 0, more.lastAt),
});
