import type { Language, ProductType } from "../company.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { tr } from "./tr.ts";
import { zh } from "./zh.ts";

export const topics = ["delivery", "price", "staff", "website", "quality", "wait", "packaging", "returns"] as const;
export type Topic = (typeof topics)[number];

/**
 * What customers say in one language. A phrase begins in lower case and ends without a stop; `[a|b]` is one of several wordings, and
 * `{days}`, `{minutes}`, `{city}` and `{product}` are filled in.
 */
export type Phrases = {
  product: (type: ProductType, name: string) => string;
  types: Record<ProductType, string>;
  /** Cities that have a name of their own in this language. */
  cities: Readonly<Record<string, string>>;
  /** Joins a good and a bad phrase in one sentence. */
  but: readonly string[];
  /** What people begin and end with. */
  lead: { good: readonly string[]; bad: readonly string[] };
  close: { good: readonly string[]; bad: readonly string[] };
  about: Record<Topic, { good: readonly string[]; bad: readonly string[] }>;
  stop: string;
  space: string;
};

export const phrases: Record<Language, Phrases> = { en, de, fr, es, tr, zh };
