import type { Location } from "../../model/location.ts";
import { storeCode, storeOf, townAbout } from "./company.ts";

/** The regions and stores of the sample company; what is below another comes after it. */
export function townLocations(): Location[] {
  return townAbout.regions.flatMap(({ name, cities }) => [
    { id: `region-${name.toLowerCase()}`, parentId: null, name, kind: "Region", codes: [], timezone: null },
    ...cities.map((city) => ({
      id: `store-${city.name.toLowerCase()}`,
      parentId: `region-${name.toLowerCase()}`,
      name: storeOf(city.name),
      kind: "Store",
      codes: [storeCode(city.name)],
      timezone: city.zone,
    })),
  ]);
}
