import { importTime } from "../row.ts";
import { changedField, customerFields, customerKeys, idField, profileFields } from "./fields.ts";
import type { Kind } from "./list.ts";

/** One row: who one customer is. Columns without a field become traits. */
export const customers: Kind = {
  id: "customers",
  title: "Customers",
  fields: [...customerFields, ...profileFields, changedField, idField],
  needs: [customerKeys],
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
      timestamp: row.text("time") === "" ? importTime : row.instant(),
      traits,
      groupId: "",
      previous: null,
      context: {},
    };
  },
};
