import type { Shape } from "../shape.ts";

/** WooCommerce's order exports: one row an order or an item, with the order repeated on each. */
export const woocommerce: Shape = {
  id: "woocommerce",
  title: "WooCommerce",
  kind: "orders",
  tells: [
    "order number|order id",
    "order status|status",
    "order total amount|order total|total",
    "customer user id|billing email|email billing|customer id",
  ],
  columns: {
    order: "order number,order id",
    email: "billing email,email billing,customer account email address,email",
    phone: "billing phone,phone billing,phone",
    user: "customer user id,customer id",
    name: "billing name,customer name",
    firstName: "billing first name,first name billing",
    lastName: "billing last name,last name billing",
    time: "order date,date created,created at",
    shipped: "completed date,date completed",
    paid: "paid date,date paid",
    status: "order status,status",
    revenue: "order total amount,order total,total",
    refund: "order refund amount,refunded total,refunds",
    item: "item name,product name",
    price: "item cost,item price",
    coupon: "coupon code,coupons",
  },
  drops: /customer ip|ip address|user agent/,
};
