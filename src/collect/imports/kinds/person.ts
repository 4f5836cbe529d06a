import type { Row } from "../rows/row.ts";
import type { Told } from "./kind.ts";

const names = ["name", "firstName", "lastName"];

/** The traits that a row has fields for, under their usual names; what it does not say is left out. */
export const profileOf = (row: Row): Record<string, string> =>
  Object.fromEntries([...names, "email", "phone"].flatMap((trait) => (row.text(trait) === "" ? [] : [[trait, row.text(trait)]])));

/** What a row says about whose it is, when it knows a name beside a key; said once a file however many rows repeat it. */
export function personOf(row: Row, timestamp: number): Told[] {
  // Most rows know no name, and a file has a million of them.
  if (!names.some((name) => row.text(name) !== "")) return [];
  const identities = row.identities();
  if (identities.length === 0) return [];
  const traits = profileOf(row);
  return [
    {
      draft: { fact: "identification", kind: "identify", identities, timestamp, traits, groupId: "", previous: null, context: {} },
      key: ["person", ...identities, ...Object.values(traits)],
    },
  ];
}
