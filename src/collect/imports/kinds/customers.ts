import { importTime } from "../rows/row.ts";
import { changedField, customerFields, customerKeys, idField, profileFields } from "./fields.ts";
import type { Kind } from "./kind.ts";
import { profileOf } from "./person.ts";

/** One row: who one customer is. Columns without a field become traits. */
export const customers: Kind = {
  id: "customers",
  title: "Customers",
  fields: [...customerFields, ...profileFields, changedField, idField],
  needs: [customerKeys],
  telling: [
    ["user", "email", "phone", "loyalty"],
    ["name", "email"],
  ],
  channel: "web",
  tell: (row) => {
    const traits: Record<string, unknown> = row.rest();
    Object.assign(traits, profileOf(row));
    const draft = {
      fact: "identification" as const,
      kind: "identify" as const,
      identities: row.customer(),
      timestamp: row.text("time") === "" ? importTime : row.instant(),
      traits,
      groupId: "",
      previous: null,
      context: {},
    };
    return [{ draft, key: null }];
  },
};
