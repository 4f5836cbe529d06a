import { columnName, storable, type NamedColumns } from "../columns.ts";

// A double holds fifteen digits for certain. Ids are longer, and two that become one number would become one customer.
const longWhole = /[:[,]\s*-?\d{16}/;
const stringOrLongWhole = /"(?:[^"\\]|\\.)*"|(?<![\d.eE])-?\d{16,}(?![\d.eE])/g;

/** The object that a text is, with whole numbers of sixteen and more digits as texts; `null` when it is none. */
export function parseObject(text: string): Record<string, unknown> | null {
  const exact = longWhole.test(text) ? text.replace(stringOrLongWhole, (found) => (found.startsWith('"') ? found : `"${found}"`)) : text;
  try {
    const value: unknown = JSON.parse(exact);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The cells of an object, by column: `{"a": {"b": 1}}` has the column `a.b`. Lists stay text as JSON writes them; `null` is empty. */
export function flatten(value: Record<string, unknown>, columns: NamedColumns): string[] {
  const cells: string[] = [];
  fill(cells, value, "", columns);
  for (let index = 0; index < columns.headers.length; index++) cells[index] ??= "";
  return cells;
}

function fill(cells: string[], value: Record<string, unknown>, path: string, columns: NamedColumns): void {
  for (const [key, held] of Object.entries(value)) {
    const name = path === "" ? key : `${path}.${key}`;
    if (typeof held === "object" && held !== null && !Array.isArray(held)) {
      fill(cells, held as Record<string, unknown>, name, columns);
      continue;
    }
    const at = columns.at(columnName(name));
    if (at >= 0) cells[at] = textOf(held);
  }
}

function textOf(value: unknown): string {
  if (typeof value === "string") return storable(value);
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
