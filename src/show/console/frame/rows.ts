import { useAddress } from "./address.ts";

/** Which rows the drawer shows: a kind of rows and what narrows them besides the bar. */
export type RowsWanted = { of: "feedback" | "journey"; title: string } & Record<string, string>;

/** Opens the rows behind a figure in the drawer. They stand in the address, so that the view can be shared and Back closes it. */
export function useRows(): { wanted: RowsWanted | null; open: (rows: RowsWanted) => void; close: () => void } {
  const [address, change] = useAddress();
  const wanted = address.rows ? (Object.fromEntries(new URLSearchParams(address.rows)) as RowsWanted) : null;
  return {
    wanted,
    open: (rows) => change({ rows: new URLSearchParams(rows).toString() }, "push"),
    close: () => change({ rows: null }),
  };
}
