import { Failure } from "../model/failure.ts";
import { codesOf, type LocationCodes } from "../model/location.ts";
import type { Bound } from "../store/ask.ts";
import { readLocations } from "../store/locations.ts";
import type { Store } from "../store/open.ts";

/** A location of the bar, with the codes that lead to it and to everything below it. */
export type LocationScope = LocationCodes & { id: string };

/** @throws Failure `not_found` */
export async function findLocation(store: Store, workspaceId: string, id: string): Promise<LocationScope> {
  const locations = await readLocations(store.records.database, workspaceId);
  if (!locations.some((location) => location.id === id)) throw new Failure("not_found", { thing: "location" });
  return { id, ...codesOf(locations, id) };
}

/** Rows that happened at a location or below it. `STORE/TILL` is at its store, unless the till is a location of its own. */
export function renderLocation({ within, elsewhere }: LocationScope): { sql: string; bound: Bound } {
  return {
    sql: `(location IN {location_codes:Array(String)} OR (substringIndex(location, '/', 1) IN {location_codes:Array(String)} AND location NOT IN {other_codes:Array(String)}))`,
    bound: { location_codes: within, other_codes: elsewhere },
  };
}
