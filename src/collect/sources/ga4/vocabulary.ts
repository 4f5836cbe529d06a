// The recommended names of shops' events, and what they are known as. An event keeps its name.
const known = new Map(
  Object.entries({
    search: "Products Searched",
    view_search_results: "Products Searched",
    view_promotion: "Promotion Viewed",
    select_promotion: "Promotion Clicked",
    view_item_list: "Product List Viewed",
    select_item: "Product Clicked",
    view_item: "Product Viewed",
    add_to_cart: "Product Added",
    remove_from_cart: "Product Removed",
    add_to_wishlist: "Product Added to Wishlist",
    view_cart: "Cart Viewed",
    begin_checkout: "Checkout Started",
    add_shipping_info: "Checkout Step Completed",
    add_payment_info: "Payment Info Entered",
    purchase: "Order Completed",
    in_app_purchase: "Order Completed",
    refund: "Order Refunded",
    share: "Product Shared",
  }),
);

/** The touchpoint of an event by its name; its own name where there is no other. */
export const knownAs = (name: string): string => known.get(name) ?? name;

/** Whether an event's `value` is money that changed hands. */
export const isMoney = (name: string): boolean => name === "purchase" || name === "in_app_purchase" || name === "refund";
