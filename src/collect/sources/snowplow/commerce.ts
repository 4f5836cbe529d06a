/** What an action of the e-commerce plugin is known as, and where the money stands: in a field of an entity beside it. */
export type Action = { known: string; entity?: string; amount?: string };

/** The plugin's actions by their type. */
export const actions: ReadonlyMap<string, Action> = new Map(
  Object.entries<Action>({
    product_view: { known: "Product Viewed" },
    list_view: { known: "Product List Viewed" },
    list_click: { known: "Product Clicked" },
    add_to_cart: { known: "Product Added" },
    remove_from_cart: { known: "Product Removed" },
    checkout_step: { known: "Checkout Step Viewed", entity: "checkout_step" },
    transaction: { known: "Order Completed", entity: "transaction", amount: "revenue" },
    refund: { known: "Order Refunded", entity: "refund", amount: "refund_amount" },
    promo_view: { known: "Promotion Viewed" },
    promo_click: { known: "Promotion Clicked" },
  }),
);
