import { readInstant } from "../cells/instant.ts";
import { zoneOf } from "../cells/zone.ts";
import { plainWords } from "../cells/words.ts";
import { nameColumns } from "../formats/columns.ts";
import type { Inspection } from "../formats/format.ts";
import { shapes } from "../shapes/list.ts";
import { bareHeader, isShape, type Shape } from "../shapes/shape.ts";

/**
 * The head of a file: whose export it is, what its columns are called and what was asked in them, and where its rows begin.
 *
 * `heads` counts the rows below the header that still belong to it; the sample has none of them. `zone` is the one that the head names, or `null`.
 */
export type Head = {
  shape: Shape | null;
  hasHeader: boolean;
  headers: string[];
  titles: string[];
  heads: number;
  sample: string[][];
  zone: string | null;
};

/** Reads the head of a file from its first rows. */
export function findHead(file: Inspection): Head {
  const { headers, sample, hasHeader } = promote(file);
  const shape = shapeOf(headers);
  const heads = countHeads(shape, headers, sample);
  const below = sample.slice(0, heads);
  return { shape, hasHeader, headers, titles: titlesOf(headers, below), heads, sample: sample.slice(heads), zone: zoneIn(below) };
}

/** A first row that names a known program's columns is a header, however little it looks like one otherwise. */
function promote({ hasHeader, headers, sample }: Inspection): Pick<Inspection, "hasHeader" | "headers" | "sample"> {
  const first = sample[0];
  if (hasHeader || !first || !shapeOf(nameColumns(first))) return { hasHeader, headers, sample };
  return { hasHeader: true, headers: nameColumns(first), sample: sample.slice(1) };
}

function shapeOf(headers: readonly string[]): Shape | null {
  const plain = new Set(headers.map((header) => bareHeader(plainWords(header))));
  return shapes.find((shape) => isShape(shape, plain)) ?? null;
}

// Older files write it with single quotes, which is no JSON.
const importId = /^\s*\{\s*["']ImportId["']/;

function countHeads(shape: Shape | null, headers: readonly string[], sample: readonly string[][]): number {
  const marked = sample.slice(0, 3).findIndex((cells) => cells.some((cell) => importId.test(cell)));
  if (marked !== -1) return marked + 1;
  if (shape?.id !== "qualtrics" && shape?.id !== "surveymonkey") return 0;
  // A row of data has dates where the header promises some; a second header row has words or nothing.
  const zone = zoneOf("UTC");
  const dated = headers.flatMap((header, index) => (/\bdate\b/.test(plainWords(header)) ? [index] : []));
  const isHead = (cells: string[]): boolean =>
    dated.every((index) => !/\d/.test(cells[index] ?? "") && readInstant((cells[index] ?? "").trim(), { order: "dmy", zone }) === null) &&
    cells.some((cell) => cell.trim() !== "");
  return sample[0] && isHead(sample[0]) && sample.length > 1 ? 1 : 0;
}

/** What each column asked: the question above it, carried to the right over columns without one, and the choice below it. */
function titlesOf(headers: readonly string[], below: readonly string[][]): string[] {
  const words = below.find((cells) => !cells.some((cell) => importId.test(cell)));
  let asked = "";
  return headers.map((header, index) => {
    const own = words?.[index]?.trim() ?? "";
    if (!header.startsWith("Column ")) asked = header.replace(/ \(\d+\)$/, "");
    // One program writes questions below their codes, the other choices below their question.
    if (own === "" || own === header || /^(open-ended )?response$/i.test(own)) return asked;
    const isCode = !/\s/.test(header.trim());
    return isCode ? own : `${asked}: ${own}`;
  });
}

function zoneIn(below: readonly string[][]): string | null {
  const said = below.flat().map((cell) => /["']timeZone["']\s*:\s*["']([\w/+-]+)["']/.exec(cell)?.[1]);
  const zone = said.find((name) => name !== undefined);
  try {
    return zone === undefined ? null : new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    // A zone that this machine does not know is as good as none.
    return null;
  }
}
