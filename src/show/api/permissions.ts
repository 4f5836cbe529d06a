import type { Role } from "../../store/records/tables.ts";

/** Who may do what. The only place that knows; the API's documentation and its tests are made from it. */
export const permissions = {
  read: ["owner", "admin", "analyst", "agent", "viewer"],
  "work on cases": ["owner", "admin", "analyst", "agent"],
  "change initiatives": ["owner", "admin", "analyst"],
  "change segments": ["owner", "admin", "analyst"],
  "change customers": ["owner", "admin", "analyst"],
  "bring data": ["owner", "admin", "analyst"],
  "change sources": ["owner", "admin"],
  "change surveys": ["owner", "admin", "analyst"],
  "change catalogue": ["owner", "admin", "analyst"],
  "change settings": ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Whether a role may do this. */
export const may = (role: Role, permission: Permission): boolean => (permissions[permission] as readonly Role[]).includes(role);
