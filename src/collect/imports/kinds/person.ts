import type { Row } from "../row.ts";
import type { Told } from "./kind.ts";

/** What a row says about whose it is, when it knows a name beside a key; said once a file however many rows repeat it. */
export function personOf(row: Row, timestamp: number): Told[] {
  const name = row.text("name");
  const identities = row.identities();
  if (name === "" || identities.length === 0) return [];
  const traits = Object.fromEntries(
    ["name", "email", "phone"].flatMap((trait) => (row.text(trait) === "" ? [] : [[trait, row.text(trait)]])),
  );
  return [
    {
      draft: { fact: "identification", kind: "identify", identities, timestamp, traits, groupId: "", previous: null, context: {} },
      key: ["person", ...identities, ...Object.values(traits)],
    },
  ];
}
