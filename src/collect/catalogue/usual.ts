import type { Channel, Stage } from "../../model/channel.ts";
import type { Catalogue, Touchpoint } from "../../model/touchpoint.ts";
import { aliasesOf, vocabulary } from "../touchpoints.ts";

/** What a touchpoint is unless somebody says otherwise. */
export const usualTouchpoint = {
  names: [] as string[],
  channel: "web" as Channel,
  stage: "" as Stage | "",
  owner: "",
  isDirect: true,
  isControllable: true,
  isMoment: false,
  description: "",
};

// Where most shops meet the customer of a step that tracking clients name, unless it is the web.
const channels: Record<string, Channel> = {
  "Promotion Viewed": "ad",
  "Promotion Clicked": "ad",
  "Order Updated": "email",
  "Order Refunded": "email",
  "Order Cancelled": "email",
  "Ticket Created": "email",
  "Ticket Updated": "email",
  "Ticket Solved": "email",
  "Ticket Reopened": "email",
  "Product Reviewed": "review",
};
const indirect = new Set(["Promotion Viewed", "Promotion Clicked", "Product Reviewed", "Product Shared", "Cart Shared"]);
const moments = new Set(["Order Completed"]);

/** The catalogue that a new workspace begins with: the e-commerce vocabulary of tracking clients, every name of its first version included. */
export function usualCatalogue(): Catalogue {
  const touchpoints = Object.entries(vocabulary).flatMap(([stage, names]) =>
    names.map((name): Touchpoint => ({
      ...usualTouchpoint,
      id: name.toLowerCase().replaceAll(" ", "-"),
      name,
      names: aliasesOf(name),
      channel: channels[name] ?? "web",
      stage: stage as Stage,
      isDirect: !indirect.has(name),
      isControllable: name !== "Product Reviewed",
      isMoment: moments.has(name),
    })),
  );
  return { touchpoints, rules: [] };
}
