import { customerFields, customerKeys, eventFields, idField, placeFields, timeField } from "./fields.ts";
import type { Kind } from "./list.ts";

/** One row: something that happened to one customer at one touchpoint. */
export const interactions: Kind = {
  id: "interactions",
  title: "Interactions",
  fields: [eventFields[0]!, timeField(), ...customerFields, ...placeFields, ...eventFields.slice(1), idField],
  needs: [["name", "touchpoint"], ["time"], customerKeys],
  draft: (row) => {
    const name = row.text("name") || row.text("touchpoint");
    if (name === "") row.refuse("no_event", "The row does not say what happened. Fill in the event or the touchpoint.");
    const money = row.money("revenue");
    return {
      fact: "interaction",
      kind: "track",
      identities: row.customer(),
      timestamp: row.instant(),
      name,
      touchpoint: row.text("touchpoint") || row.plan.touchpoint,
      channel: row.channel(),
      stage: row.stage(),
      revenueMinor: money?.minor ?? null,
      currency: money?.currency ?? "",
      properties: row.rest(),
      context: {},
    };
  },
};
