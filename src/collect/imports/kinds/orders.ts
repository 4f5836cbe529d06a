import { customerFields, customerKeys, orderFields, placeFields, timeField } from "./fields.ts";
import type { Kind } from "./list.ts";

/** One row: one order of one customer, which becomes the interaction `Order Completed`. */
export const orders: Kind = {
  id: "orders",
  title: "Orders",
  key: "order",
  fields: [
    orderFields[0]!,
    ...customerFields,
    timeField(",order date,ordered at,purchase date,paid at,bestelldatum,date de commande,fecha de pedido,siparis tarihi"),
    ...orderFields.slice(1),
    ...placeFields,
  ],
  needs: [["order"], customerKeys, ["time"], ["revenue"]],
  draft: (row) => {
    const order = row.text("order");
    if (order === "") row.refuse("no_order", "The row has no order id. Fill it in: it keeps the order from being counted twice.");
    const money = row.money("revenue");
    if (!money) row.refuse("no_amount", "The row has no total. Fill it in; write 0 for a free order.");
    const items = row.text("items");
    return {
      fact: "interaction",
      kind: "track",
      identities: row.customer(),
      timestamp: row.instant(),
      name: "Order Completed",
      touchpoint: row.text("touchpoint") || row.plan.touchpoint,
      channel: row.channel(),
      stage: row.stage() || "purchase",
      revenueMinor: money?.minor ?? null,
      currency: money?.currency ?? "",
      properties: { ...row.rest(), order_id: order, ...(items === "" ? {} : { items }) },
      context: {},
    };
  },
};
