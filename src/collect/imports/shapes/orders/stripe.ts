import type { Shape } from "../shape.ts";

/** Stripe's export of payments: one row a payment, which stands for an order of its own. */
export const stripePayments: Shape = {
  id: "stripe",
  title: "Stripe payments",
  kind: "orders",
  tells: ["id", "amount", "amount refunded", "currency", "captured|seller message|converted amount"],
  columns: {
    order: "id",
    time: "created date,created",
    revenue: "amount",
    refund: "amount refunded",
    refunded: "refunded date",
    status: "status",
    email: "customer email,email",
    user: "customer id,customer",
    name: "customer description",
  },
  drops: /^(converted .*|fee|taxes on fee|card .*|mode|seller message)$/,
};
