/** A place where a company meets customers in person: a region, a store, a till; or what hangs there, such as a device. */
export type Location = {
  id: string;
  /** The location that it is part of; `null` at the top. */
  parentId: string | null;
  name: string;
  /** What it is, in the company's own word. */
  kind: string;
  /** What senders call it. Its id is one anyway. */
  codes: string[];
  /** IANA zone; `null`: that of the location above, at last of the workspace. */
  timezone: string | null;
};

/** Codes that stand for a location and everything below it, and those that stand for another one. */
export type LocationCodes = { within: string[]; elsewhere: string[] };

/** A location and everything below it, each once. Empty when there is no such location. */
export function locationsBelow(locations: readonly Location[], id: string): Location[] {
  const children = new Map<string | null, Location[]>();
  for (const location of locations) children.set(location.parentId, (children.get(location.parentId) ?? []).concat(location));
  const found = new Set(locations.filter((location) => location.id === id));
  // A set that grows while it is walked: whatever is below what is found is found too, and nothing twice.
  for (const { id: parent } of found) for (const child of children.get(parent) ?? []) found.add(child);
  return [...found];
}

/** The codes of a location with everything below it, and of the others. */
export function codesOf(locations: readonly Location[], id: string): LocationCodes {
  const below = new Set(locationsBelow(locations, id));
  const codes = (list: readonly Location[]) => list.flatMap((location) => [location.id, ...location.codes]);
  return { within: codes([...below]), elsewhere: codes(locations.filter((location) => !below.has(location))) };
}

/** Finds the location of a code: the one that has it, else, for `STORE/TILL`, the one that has the part before the stroke. */
export function locationFinder(locations: readonly Location[]): (code: string) => Location | null {
  const byCode = new Map(locations.flatMap((location) => [location.id, ...location.codes].map((code) => [code, location] as const)));
  return (code) => byCode.get(code) ?? byCode.get(code.split("/", 1)[0]!) ?? null;
}
