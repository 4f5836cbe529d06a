import { identityOf, type Identity } from "../../../model/identity.ts";
import { readNumber } from "../cells/number.ts";
import { quoteValue } from "../rows/problems.ts";
import { fieldOf, timeFields } from "./fields.ts";
import { knownOf, type Kind } from "./kind.ts";

/** One row: one inspection of one place. What was seen there is no customer's word, so its score is a property and in no metric. */
export const audits: Kind = {
  id: "audits",
  title: "Store audits",
  key: "audit",
  fields: [
    fieldOf(
      "location",
      "Location",
      "text",
      "location,store,store name,store id,shop,branch,outlet,site,filiale,markt,standort,magasin,tienda,magaza,sube",
    ),
    ...timeFields(",audit date,visit date,inspection date,date of visit,audited at,prufdatum,besuchsdatum"),
    fieldOf(
      "total",
      "Total score",
      "number",
      "total score,total,score,overall score,audit score,result,gesamtpunktzahl,ergebnis,puntuacion total",
    ),
    fieldOf(
      "most",
      "Best possible score",
      "number",
      "max score,maximum score,possible score,out of,max points,maximum,best possible score",
    ),
    fieldOf("auditor", "Auditor", "text", "auditor,inspector,audited by,mystery shopper,visitor name,prufer,auditeur,denetci"),
    fieldOf("notes", "Notes", "prose", "notes,note,remarks,comments,comment,observations,bemerkungen,observaciones,notlar"),
    fieldOf("audit", "Audit id", "key", "audit id,audit number,visit id,inspection id,id"),
  ],
  needs: [["location"], ["time"]],
  telling: [["location"], ["auditor", "audit"]],
  channel: "store",
  tell: (row) => {
    const location = row.text("location");
    if (location === "") row.refuse("no_location", "The row names no location. Fill in the store that was audited.");
    const [total, most] = ["total", "most"].map((field) => numberIn(field));
    const { notes, auditor, audit } = Object.fromEntries(["notes", "auditor", "audit"].map((field) => [field, row.text(field)]));
    const draft = {
      fact: "interaction" as const,
      kind: "track" as const,
      // A place has no keys of its own: its audits stand together on one line of time.
      identities: [identityOf("anonymous", `location ${location}`)].filter((identity): identity is Identity => identity !== null),
      timestamp: row.instant(),
      name: "Store Audited",
      touchpoint: row.plan.touchpoint || "Store Audited",
      channel: "store" as const,
      stage: "" as const,
      revenueMinor: null,
      currency: "",
      properties: {
        ...row.rest(),
        location,
        ...knownOf({
          score: total,
          best_score: most,
          score_percent: total && most ? Math.round((1000 * total) / most) / 10 : null,
          notes,
          auditor,
          audit_id: audit,
        }),
      },
      context: {},
    };
    return [{ draft, key: audit ? [audit] : null }];

    function numberIn(field: string): number | null {
      const cell = row.text(field);
      if (cell === "") return null;
      const number = readNumber(cell.replace(/\s*%$/, ""), row.plan.decimal);
      if (number === null) row.refuseCell(field, "bad_number", `${quoteValue(cell)} is not a number. Correct it, or leave the cell empty.`);
      return number;
    }
  },
};
