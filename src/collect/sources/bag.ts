/** An object from outside: nothing in it can be relied on. */
export type Bag = Record<string, unknown>;

/** The value when it is an object that is no list, otherwise an empty one. */
export const bagOf = (value: unknown): Bag => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Bag) : {});

/** A text, or a number as text; anything else is empty. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");

/** Whether a field says anything at all. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== "";
