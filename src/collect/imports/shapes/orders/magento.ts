import type { Shape } from "../shape.ts";

/** Magento's (Adobe Commerce's) grid of orders: one row an order. */
export const magento: Shape = {
  id: "magento",
  title: "Magento",
  kind: "orders",
  tells: ["id|increment id", "purchase point|store name|store id", "purchase date|created at", "grand total purchased|grand total"],
  columns: {
    order: "increment id,id",
    email: "customer email",
    name: "bill to name,customer name",
    user: "customer id",
    time: "purchase date,created at",
    status: "status",
    revenue: "grand total purchased,grand total",
    currency: "order currency code,currency",
    shipping: "shipping and handling,shipping amount",
    refund: "total refunded",
  },
  drops: /^remote ip$/,
};
