import type { Fact } from "../../model/fact.ts";
import { sanitise } from "../sanitise.ts";
import type { Bag } from "./bag.ts";
import { Refusal } from "./refusal.ts";
import type { Arrival, Reading } from "./source.ts";

/** How a protocol's items are read. An item is at most `itemBytes` as JSON. */
export type ItemReader = {
  itemBytes: number;
  /** Unpacks what an item carries as text, before it is cleaned. @throws Refusal */
  open?(item: Bag): Bag;
  /** The facts in a clean item: the first counts as the message, the others are further ones. @throws Refusal */
  read(item: Bag, flags: string[]): Fact[];
  /** A rejected item with what its request said about it; without it, the item. */
  whole?(item: unknown): unknown;
};

/** Reads items one by one. Each becomes facts or one rejection; a bad one takes no other with it. */
export function readItems(items: readonly unknown[], { isUtf8 }: Pick<Arrival, "isUtf8">, reader: ItemReader): Reading {
  const reading: Reading = { facts: [], rejections: [] };
  for (const [index, item] of items.entries()) {
    try {
      for (const fact of readItem(item, isUtf8, reader)) reading.facts.push(fact);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const whole = reader.whole?.(item) ?? item;
      reading.rejections.push({ index, code: error.code, problem: error.message, item: whole });
    }
  }
  return reading;
}

function readItem(item: unknown, isUtf8: boolean, { itemBytes, open, read }: ItemReader): Fact[] {
  if (typeof item !== "object" || item === null || Array.isArray(item)) throw new Refusal("not_an_object", "An item is a JSON object.");
  const { value, flags, tooDeep, letters } = sanitise(open ? open(item as Bag) : (item as Bag));
  if (tooDeep) throw new Refusal("too_deep", "It is nested deeper than 200 levels.");
  // A letter takes up to four bytes: only what may be too large is measured.
  if (letters > itemBytes / 4 && Buffer.byteLength(JSON.stringify(item)) > itemBytes)
    throw new Refusal("too_large", `One item may hold ${Math.round(itemBytes / 1024)} KiB.`);
  if (!isUtf8 && JSON.stringify(item).includes("\ufffd")) throw new Refusal("bad_utf8", "Its bytes are not UTF-8.");
  return read(value, flags);
}
