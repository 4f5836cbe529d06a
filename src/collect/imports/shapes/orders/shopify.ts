import type { Shape } from "../shape.ts";

/** Shopify's export of orders: one row an item, and what is said of the order only on its first row. */
export const shopify: Shape = {
  id: "shopify",
  title: "Shopify",
  kind: "orders",
  tells: ["name", "financial status", "lineitem name|lineitem price"],
  columns: {
    order: "name",
    email: "email",
    time: "created at",
    status: "financial status",
    revenue: "total",
    subtotal: "subtotal",
    name: "billing name,shipping name",
    phone: "phone,billing phone,shipping phone",
    channel: "source",
    shipped: "fulfilled at",
  },
  drops:
    /^(receipt number|device id|browser ip|payment reference|payment id|payment references)$|^(billing|shipping) (street|address1|address2|company|zip)$|^lineitem (requires shipping|taxable|compare at price|fulfillment status)$/,
  touchpoint: "",
};
