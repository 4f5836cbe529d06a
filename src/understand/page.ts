import { Failure } from "../model/failure.ts";

/** A page of a list. `next` opens the following one; `null` at the end. */
export type Page<Item> = { items: Item[]; next: string | null };

/** How many rows a cursor skips. @throws Failure `bad_input` */
export function readCursor(cursor: string | undefined): number {
  const offset = Number(cursor ?? 0);
  if (!Number.isInteger(offset) || offset < 0 || offset > 4_000_000_000)
    throw new Failure("bad_input", { field: "cursor", problem: "take it from `next` of the page before." });
  return offset;
}

/** A page of a list whose whole length is known. */
export const pageOf = <Item>(items: Item[], { offset, total }: { offset: number; total: number }): Page<Item> & { total: number } => ({
  total,
  items,
  next: items.length > 0 && offset + items.length < total ? String(offset + items.length) : null,
});
