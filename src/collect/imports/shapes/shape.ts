import type { Channel } from "../../../model/channel.ts";
import type { ImportKind } from "../plan.ts";

/** How one program lays its export out. Headers are in plain words: no case, no accents, no punctuation. */
export type Shape = {
  id: string;
  /** The program, as people call it. */
  title: string;
  kind: ImportKind;
  /** Headers that only this program writes together; alternatives are parted by a bar. */
  tells: readonly string[];
  /** What its headers mean where that is not their usual meaning: header by field, best first, comma separated. */
  columns?: Readonly<Record<string, string>>;
  /** Headers of columns that say nothing about a customer, such as timings, and of those that must not be kept. */
  drops?: RegExp;
  channel?: Channel;
  touchpoint?: string;
};

/** A header in plain words as shapes write it: whether its times are in UTC is said by the times. */
export const bareHeader = (plain: string): string => plain.replace(/ utc$/, "");

/** Whether these bare headers are a program's. */
export const isShape = ({ tells }: Shape, headers: ReadonlySet<string>): boolean =>
  tells.every((tell) => tell.split("|").some((header) => headers.has(header)));
