import { formatMinor } from "../cells/money.ts";
import { readNumber } from "../cells/number.ts";
import { quoteValue } from "../rows/problems.ts";
import type { Row } from "../rows/row.ts";
import { knownOf } from "./kind.ts";

/** Items of one order that are kept one by one; of further ones only the number is. */
const mostProducts = 1000;

/** The items of an order, one from each of its rows, in the e-commerce vocabulary; nothing when the rows name none. */
export function productsOf(row: Row): Record<string, unknown> {
  if (!["item", "price", "sku"].some((field) => row.plan.columns[field] !== undefined)) return {};
  const products: Record<string, unknown>[] = [];
  for (let line = 0; line < row.lines; line++) {
    const price = row.moneyAt(line, "price");
    const product = knownOf({
      sku: row.lineText(line, "sku"),
      name: row.lineText(line, "item"),
      quantity: quantityAt(row, line),
      price: price && Number(formatMinor(price.minor, price.currency).split(" ")[0]),
    });
    if (Object.keys(product).length > 0) products.push(product);
  }
  if (products.length === 0) return {};
  const further = products.length - mostProducts;
  return { products: products.slice(0, mostProducts), ...(further > 0 ? { further_products: further } : {}) };
}

function quantityAt(row: Row, line: number): number | null {
  const cell = row.lineText(line, "quantity");
  if (cell === "") return null;
  const quantity = readNumber(cell, row.plan.decimal);
  if (quantity === null) row.refuseCell("quantity", "bad_number", `${quoteValue(cell)} is not a quantity. Write it as a number.`);
  return quantity;
}
