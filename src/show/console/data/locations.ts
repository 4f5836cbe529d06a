import type { LocationItem, UnplacedItem } from "../../api/routes/locations.ts";
import { useAnswer, useOrder } from "./answer.ts";

export type Location = LocationItem;
export type UnplacedCode = UnplacedItem;
export type Traffic = { locations: { id: string; interactions: number; answers: number; lastAt: string }[]; unplaced: UnplacedCode[] };

export const useLocations = () => useAnswer<{ locations: Location[] }>("/locations");
export const useTraffic = () => useAnswer<Traffic>("/locations/traffic");

const touched = ["/locations", "/metrics"];
export const useLocationSaving = (id: string | null) =>
  useOrder<Partial<Location>>(
    id === null ? { method: "POST", path: "/locations" } : { method: "PATCH", path: `/locations/${encodeURIComponent(id)}` },
    touched,
  );
export const useLocationRemoval = () =>
  useOrder<string>({ method: "DELETE", path: (id) => `/locations/${encodeURIComponent(id)}` }, touched);
export type LocationImport = { added: number; changed: number; problems: { row: number; problem: string }[] };
export const useLocationFile = () =>
  useOrder<string, LocationImport>({ method: "POST", path: "/locations/import", body: (csv) => ({ csv }) }, touched);
/** Gives a code to a location that is there. */
export const usePlacing = () =>
  useOrder<{ id: string; codes: string[] }>(
    { method: "PATCH", path: ({ id }) => `/locations/${encodeURIComponent(id)}`, body: ({ codes }) => ({ codes }) },
    touched,
  );

/** The locations in the order of the tree, each with how deep it lies and its name with those above it. */
export function inTreeOrder(locations: readonly Location[]): (Location & { depth: number; path: string })[] {
  const sorted = [...locations].sort((a, b) => a.name.localeCompare(b.name));
  const below = (parentId: string | null, depth: number, above: string): ReturnType<typeof inTreeOrder> =>
    sorted
      .filter((location) => location.parentId === parentId)
      .flatMap((location) => {
        const path = above === "" ? location.name : `${above} › ${location.name}`;
        return [{ ...location, depth, path }, ...below(location.id, depth + 1, path)];
      });
  return below(null, 0, "");
}
