import type { Stage } from "../model/channel.ts";

/** The e-commerce vocabulary of tracking clients, by the stage of the journey that each event usually belongs to. */
export const vocabulary: Record<Stage, readonly string[]> = {
  awareness: ["Promotion Viewed", "Promotion Clicked"],
  consideration: [
    "Products Searched",
    "Product List Viewed",
    "Product List Filtered",
    "Product Clicked",
    "Product Viewed",
    "Product Added",
    "Product Removed",
    "Product Added to Wishlist",
    "Product Removed from Wishlist",
    "Wishlist Product Added to Cart",
  ],
  purchase: [
    "Cart Viewed",
    "Checkout Started",
    "Checkout Step Viewed",
    "Checkout Step Completed",
    "Payment Info Entered",
    "Coupon Entered",
    "Coupon Applied",
    "Coupon Denied",
    "Coupon Removed",
    "Order Completed",
  ],
  service: ["Order Updated", "Order Refunded", "Order Cancelled", "Ticket Created", "Ticket Updated", "Ticket Solved", "Ticket Reopened"],
  loyalty: ["Product Reviewed", "Product Shared", "Cart Shared"],
};

// The first version of the vocabulary, still sent by older shops.
const aliases: Record<string, string> = {
  "Viewed Product Category": "Product List Viewed",
  "Viewed Promotion": "Promotion Viewed",
  "Clicked Promotion": "Promotion Clicked",
  "Clicked Product": "Product Clicked",
  "Viewed Product": "Product Viewed",
  "Added Product": "Product Added",
  "Removed Product": "Product Removed",
  "Completed Order": "Order Completed",
  "Order Canceled": "Order Cancelled",
};

/** The other names of an event: those of the vocabulary's first version. */
export const aliasesOf = (name: string): string[] => Object.keys(aliases).filter((alias) => aliases[alias] === name);

const known = new Map<string, { touchpoint: string; stage: Stage }>();
for (const [stage, names] of Object.entries(vocabulary) as [Stage, string[]][])
  for (const name of names) known.set(name.toLowerCase(), { touchpoint: name, stage });
for (const [alias, name] of Object.entries(aliases)) known.set(alias.toLowerCase(), known.get(name.toLowerCase())!);

/**
 * What an event is in the vocabulary, whatever the case of its name; an unknown name is its own and has no stage.
 *
 * It says what kind of thing happened, such as an order. To which touchpoint it belongs is the workspace's to say: `steps/place.ts`.
 */
export function touchpointOf(name: string): { touchpoint: string; stage: Stage | "" } {
  return known.get(name.toLowerCase()) ?? { touchpoint: name, stage: "" };
}
