import type { ReactNode } from "react";
import css from "./table.module.css";

export type Column<T> = {
  key: string;
  head: string;
  num?: boolean;
  /** Left out where there is room for a thumb only. */ wide?: boolean;
  cell: (row: T) => ReactNode;
};
type Props<T> = {
  label: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string;
  onOpen?: (row: T) => void;
  here?: string | null;
  compact?: boolean;
};

/** Rows and columns, also the twin of every chart. With `onOpen` a row can be pressed. */
export function Table<T>({ label, columns, rows, keyOf, onOpen, here, compact }: Props<T>) {
  return (
    <div className={css.scroll}>
      <table className={`${css.table} ${compact ? css.compact : ""}`} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ key, head, num, wide }) => (
              <th key={key} scope="col" className={num ? css.num : undefined} data-wide={wide || undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              data-row={keyOf(row)}
              data-link={onOpen ? true : undefined}
              data-here={here === keyOf(row) || undefined}
              onClick={onOpen ? () => onOpen(row) : undefined}
            >
              {columns.map(({ key, num, wide, cell }) => (
                <td key={key} className={num ? css.num : undefined} data-wide={wide || undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export { css as tableStyle };
