import { identityOf } from "../../../model/identity.ts";
import { customerFields, customerKeys, eventFields, fieldOf, idField, placeFields, timeFields } from "./fields.ts";
import { knownOf, type Kind } from "./kind.ts";

const logFields = [
  fieldOf(
    "case",
    "Case id",
    "key",
    "case id,case,caseid,case concept name,case key,trace id,trace,vorgang,vorgangsnummer,fall id,fallnummer,fall nr,case number,case no",
  ),
  fieldOf(
    "ended",
    "Ended",
    "instant",
    "end,end time,end timestamp,ended at,end date,complete timestamp,completed at,completion time,finish,finished at,ende",
  ),
  fieldOf("lifecycle", "Lifecycle", "text", "lifecycle transition,lifecycle,transition,event lifecycle"),
];

/** One row: something that happened to one customer at one touchpoint. A log of cases without customers has its cases in their place. */
export const interactions: Kind = {
  id: "interactions",
  title: "Interactions",
  fields: [
    eventFields[0]!,
    ...timeFields(",start,start time,start timestamp,start date,started at,complete timestamp,time timestamp"),
    ...customerFields,
    ...placeFields,
    ...eventFields.slice(1),
    ...logFields,
    idField,
  ],
  needs: [["name", "touchpoint"], ["time"], [...customerKeys, "case"]],
  telling: [["name"], ["time"]],
  channel: "web",
  tell: (row) => {
    const name = row.text("name") || row.text("touchpoint");
    if (name === "") row.refuse("no_event", "The row does not say what happened. Fill in the event or the touchpoint.");
    // A log may note when a step was planned, began and was done; it happened once.
    const transition = row.text("lifecycle");
    if (transition !== "" && !/^\W*complete\W*$/i.test(transition))
      row.omit("not_complete", "The row says that a step was planned or began. It counts where the log says that it was completed.");
    const ofCase = row.identities().length > 0 ? null : identityOf("user", row.text("case"));
    const timestamp = row.instant();
    const ended = row.instantIn("ended");
    const money = row.money("revenue");
    const draft = {
      fact: "interaction" as const,
      kind: "track" as const,
      identities: ofCase ? [ofCase] : row.customer(),
      timestamp,
      name,
      touchpoint: row.text("touchpoint") || row.plan.touchpoint,
      channel: row.channel(),
      stage: row.stage(),
      revenueMinor: money?.minor ?? null,
      currency: money?.currency ?? "",
      properties: {
        ...row.rest(),
        ...knownOf({
          case_id: row.text("case"),
          ended_at: ended === null ? null : new Date(ended).toISOString(),
          seconds: ended === null || ended < timestamp ? null : (ended - timestamp) / 1000,
        }),
      },
      context: {},
    };
    return [{ draft, key: null }];
  },
};
