import { locationFinder, locationsBelow } from "../../model/location.ts";
import { readLocations } from "../../store/locations.ts";
import type { Store } from "../../store/open.ts";
import type { CalendarScope } from "../scope.ts";
import { addCounts } from "./count.ts";
import type { Metric } from "./metric.ts";
import { countWaves, judge, type SplitRow, type Waves } from "./split.ts";

/**
 * A score by location, one level at a time: the locations at the top, or those right below the one in the scope, each with everything
 * below it. What was answered at the scope's own location stands under its name; what was answered at no location is left out, and codes
 * that no location has are one row without a key.
 */
export async function measureLocations(store: Store, metric: Metric, scope: CalendarScope): Promise<SplitRow[]> {
  const locations = await readLocations(store.records.database, scope.workspaceId);
  const waves = await countWaves(store, metric, { scope, by: "location" });
  const here = scope.location?.id ?? null;
  const partOf = new Map<string, string>();
  for (const part of locations.filter(({ parentId }) => parentId === here))
    for (const below of locationsBelow(locations, part.id)) partOf.set(below.id, part.id);
  const find = locationFinder(locations);
  const groups = new Map<string | null, [string, Wave][]>();
  for (const [code, wave] of waves) {
    if (code === "") continue;
    const location = find(code);
    const key = location && (partOf.get(location.id) ?? location.id);
    groups.set(key, [...(groups.get(key) ?? []), [code, wave]]);
  }
  const nameOf = new Map(locations.map(({ id, name }) => [id, name]));
  const rows = [...groups].map(([key, parts]) =>
    judge(metric, { key, label: key === null ? "" : nameOf.get(key)! }, addWaves(metric, parts)),
  );
  return rows
    .filter(({ estimate }) => estimate)
    .sort((a, b) => Number(a.key === null) - Number(b.key === null) || b.estimate!.n - a.estimate!.n || a.label.localeCompare(b.label));
}

type Wave = Waves extends Map<string, infer W> ? W : never;

function addWaves(metric: Metric, parts: readonly [string, Wave][]): Wave {
  const all = (when: keyof Wave) =>
    addCounts(
      metric,
      parts.map(([, wave]) => wave[when]),
    );
  return { before: all("before"), after: all("after") };
}
