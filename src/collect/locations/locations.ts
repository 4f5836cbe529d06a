import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { Failure } from "../../model/failure.ts";
import { locationsBelow, type Location } from "../../model/location.ts";
import { planLocations, type LocationPlan } from "./location-file.ts";
import { readLocations } from "../../store/locations.ts";
import type { Store } from "../../store/open.ts";
import type { Tables } from "../../store/records/tables.ts";

type Database = Kysely<Tables>;

/** What somebody says about a location. */
export type LocationWords = Omit<Location, "id">;

const most = 20_000;

/** Adds a location. @throws Failure `bad_input` naming what cannot be */
export async function addLocation({ records }: Store, workspaceId: string, words: LocationWords): Promise<Location> {
  return change(records.database, workspaceId, async (trx, locations) => {
    const location = { ...words, id: randomUUID() };
    check([...locations, location], location);
    await trx.insertInto("locations").values(rowOf(workspaceId, location)).execute();
    return location;
  });
}

/** Changes a location, or moves it with everything below it. @throws Failure `not_found`, `bad_input` */
export async function changeLocation(
  { records }: Store,
  workspaceId: string,
  { id, words }: { id: string; words: Partial<LocationWords> },
): Promise<Location> {
  return change(records.database, workspaceId, async (trx, locations) => {
    const location = { ...find(locations, id), ...words };
    if (locationsBelow(locations, id).some((below) => below.id === location.parentId))
      throw bad("parentId", "a location cannot be part of itself, or of what is below it.");
    check(
      locations.map((each) => (each.id === id ? location : each)),
      location,
    );
    await trx
      .updateTable("locations")
      .set(rowOf(workspaceId, location))
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", id)
      .execute();
    return location;
  });
}

/** Removes a location; what is below it moves up. Its facts keep their codes, which are unplaced from then on. @throws Failure `not_found` */
export async function removeLocation({ records }: Store, workspaceId: string, id: string): Promise<void> {
  await change(records.database, workspaceId, async (trx, locations) => {
    const { parentId } = find(locations, id);
    await trx
      .updateTable("locations")
      .set({ parent_id: parentId })
      .where("workspace_id", "=", workspaceId)
      .where("parent_id", "=", id)
      .execute();
    await trx.deleteFrom("locations").where("workspace_id", "=", workspaceId).where("id", "=", id).execute();
  });
}

/** Adds many at once: what is below another comes after it. The codes are those of a file, checked before. */
export async function addLocations(trx: Database, workspaceId: string, locations: readonly Location[]): Promise<void> {
  const pieceRows = 1000;
  for (let from = 0; from < locations.length; from += pieceRows)
    await trx
      .insertInto("locations")
      .values(locations.slice(from, from + pieceRows).map((location) => rowOf(workspaceId, location)))
      .execute();
}

/** Takes a file of locations in. @throws Failure `bad_input` when it cannot be read as one, or would be too many */
export async function importLocations(
  { records }: Store,
  workspaceId: string,
  { csv, isZone }: { csv: string; isZone: (zone: string) => boolean },
): Promise<Omit<LocationPlan, "locations">> {
  return change(records.database, workspaceId, async (trx, existing) => {
    const { locations, added, changed, problems } = planLocations(csv, existing, isZone);
    if (locations.length > most) throw bad("locations", `keep ${most} at most.`);
    await addLocations(trx, workspaceId, added);
    for (const location of changed)
      await trx
        .updateTable("locations")
        .set(rowOf(workspaceId, location))
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", location.id)
        .execute();
    return { added, changed, problems };
  });
}

/** One change after the other: two people must not make a circle together. */
function change<Result>(
  database: Database,
  workspaceId: string,
  work: (trx: Database, locations: Location[]) => Promise<Result>,
): Promise<Result> {
  return database.transaction().execute(async (trx) => {
    await trx.selectFrom("workspaces").select("id").where("id", "=", workspaceId).forUpdate().executeTakeFirstOrThrow();
    return work(trx, await readLocations(trx, workspaceId));
  });
}

function find(locations: readonly Location[], id: string): Location {
  const location = locations.find((each) => each.id === id);
  if (!location) throw new Failure("not_found", { thing: "location" });
  return location;
}

function check(locations: readonly Location[], { id, parentId, codes }: Location): void {
  if (locations.length > most) throw bad("locations", `keep ${most} at most.`);
  if (parentId !== null && !locations.some((each) => each.id === parentId)) throw bad("parentId", "choose a location that there is.");
  for (const other of locations)
    for (const code of other.codes)
      if (other.id !== id && codes.includes(code))
        throw bad("codes", `${code} stands for ${other.name} already. A code leads to one location.`);
}

const bad = (field: string, problem: string): Failure => new Failure("bad_input", { field, problem });

const rowOf = (workspaceId: string, { id, parentId, name, kind, codes, timezone }: Location) => ({
  workspace_id: workspaceId,
  id,
  parent_id: parentId,
  name,
  kind,
  codes: JSON.stringify([...new Set(codes)]),
  timezone,
});
