import { customerFields, idField, profileFields, timeField } from "./fields.ts";
import type { Kind } from "./list.ts";

/** One row: who one customer is. Columns without a field become traits. */
export const customers: Kind = {
  id: "customers",
  title: "Customers",
  fields: [
    ...customerFields,
    ...profileFields,
    timeField(
      false,
      ",updated at,last updated,modified,signup date,registered,registered at,aktualisiert am,mis a jour,actualizado,guncelleme tarihi",
    ),
    idField,
  ],
  draft: (row) => {
    const traits: Record<string, unknown> = row.rest();
    for (const trait of ["name", "email", "phone"]) {
      const value = row.text(trait);
      if (value !== "") traits[trait] = value;
    }
    return {
      fact: "identification",
      kind: "identify",
      identities: row.customer(),
      timestamp: row.text("time") === "" ? row.now : row.instant(),
      traits,
      groupId: "",
      previous: null,
      context: {},
    };
  },
};
