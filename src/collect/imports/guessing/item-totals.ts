/**
 * The columns of orders where each row is an item with its own amount: a till's receipt says 39.90 and 10.00 under one number, and both are
 * items, not totals that contradict each other. Changes nothing where the rows of an order agree, or say no item.
 */
export function withItemTotals(columns: Record<string, number>, sample: readonly string[][]): Record<string, number> {
  const { order, revenue, lineTotal, item, sku } = columns;
  if (order === undefined || revenue === undefined || lineTotal !== undefined || (item ?? sku) === undefined) return columns;
  const said = new Map<string, string>();
  const isItem = sample.some((cells) => {
    const [number = "", amount = ""] = [cells[order], cells[revenue]].map((cell) => (cell ?? "").trim());
    if (number === "" || amount === "") return false;
    const before = said.get(number);
    said.set(number, amount);
    return before !== undefined && before !== amount;
  });
  if (!isItem) return columns;
  const { revenue: _, ...others } = columns;
  return { ...others, lineTotal: revenue };
}
