import type { Channel, Stage } from "../../model/channel.ts";
import { storeCode, storeOf, townAbout } from "./company.ts";

type Place = { channel: Channel; stage: Stage | ""; location?: string };

/** Every touchpoint of the sample company, where it is and where in the journey it stands. An ask for feedback stands in none. */
export const touchpoints: Readonly<Record<string, Place>> = {
  Advertisement: { channel: "ad", stage: "awareness" },
  Newsletter: { channel: "email", stage: "loyalty" },
  "Home page": { channel: "web", stage: "awareness" },
  Search: { channel: "web", stage: "consideration" },
  "Product list": { channel: "web", stage: "consideration" },
  "Product page": { channel: "web", stage: "consideration" },
  Basket: { channel: "web", stage: "consideration" },
  Account: { channel: "web", stage: "consideration" },
  Checkout: { channel: "web", stage: "purchase" },
  App: { channel: "app", stage: "consideration" },
  "App product page": { channel: "app", stage: "consideration" },
  "App basket": { channel: "app", stage: "consideration" },
  "App checkout": { channel: "app", stage: "purchase" },
  Dispatch: { channel: "partner", stage: "purchase" },
  Delivery: { channel: "partner", stage: "purchase" },
  "Help centre": { channel: "web", stage: "service" },
  "Support chat": { channel: "chat", stage: "service" },
  "Support phone": { channel: "phone", stage: "service" },
  "Support ticket": { channel: "email", stage: "service" },
  Returns: { channel: "web", stage: "service" },
  Refund: { channel: "email", stage: "service" },
  "Product review": { channel: "review", stage: "loyalty" },
  "Invite a friend": { channel: "email", stage: "loyalty" },
  "Loyalty programme": { channel: "app", stage: "loyalty" },
  "E-mail survey": { channel: "email", stage: "" },
  "App survey": { channel: "app", stage: "" },
  "Web survey": { channel: "web", stage: "" },
  "Till survey": { channel: "store", stage: "" },
  ...Object.fromEntries(
    townAbout.stores.map(({ city }) => [storeOf(city), { channel: "store", stage: "purchase", location: storeCode(city) } satisfies Place]),
  ),
};

type Happening = { name: string; touchpoint: string; kind?: "page" | "screen" };

/**
 * What can happen, by its name in the tracking plan; Segment's e-commerce, e-mail and mobile names where they exist.
 * What happens in a store has no touchpoint here: it is the store's.
 */
export const happenings = {
  adClicked: { name: "Ad Clicked", touchpoint: "Advertisement" },
  emailOpened: { name: "Email Opened", touchpoint: "Newsletter" },
  emailClicked: { name: "Email Link Clicked", touchpoint: "Newsletter" },
  homeSeen: { name: "Home", touchpoint: "Home page", kind: "page" },
  promotionClicked: { name: "Promotion Clicked", touchpoint: "Home page" },
  searched: { name: "Products Searched", touchpoint: "Search" },
  listSeen: { name: "Product List Viewed", touchpoint: "Product list" },
  productSeen: { name: "Product Viewed", touchpoint: "Product page" },
  productAdded: { name: "Product Added", touchpoint: "Basket" },
  signedUp: { name: "Signed Up", touchpoint: "Account" },
  checkoutStarted: { name: "Checkout Started", touchpoint: "Checkout" },
  orderCompleted: { name: "Order Completed", touchpoint: "Checkout" },
  appOpened: { name: "Application Opened", touchpoint: "App" },
  appProductSeen: { name: "Product Viewed", touchpoint: "App product page" },
  appProductAdded: { name: "Product Added", touchpoint: "App basket" },
  appCheckoutStarted: { name: "Checkout Started", touchpoint: "App checkout" },
  appOrderCompleted: { name: "Order Completed", touchpoint: "App checkout" },
  storeVisited: { name: "Store Visited", touchpoint: "" },
  storeOrderCompleted: { name: "Order Completed", touchpoint: "" },
  orderShipped: { name: "Order Shipped", touchpoint: "Dispatch" },
  orderDelivered: { name: "Order Delivered", touchpoint: "Delivery" },
  orderDeliveredLate: { name: "Order Delivered Late", touchpoint: "Delivery" },
  helpSeen: { name: "Help centre", touchpoint: "Help centre", kind: "page" },
  returnRequested: { name: "Return Requested", touchpoint: "Returns" },
  returnReceived: { name: "Return Received", touchpoint: "Returns" },
  orderRefunded: { name: "Order Refunded", touchpoint: "Refund" },
  chatStarted: { name: "Live Chat Conversation Started", touchpoint: "Support chat" },
  called: { name: "Support Call Ended", touchpoint: "Support phone" },
  ticketCreated: { name: "Ticket Created", touchpoint: "Support ticket" },
  ticketSolved: { name: "Ticket Solved", touchpoint: "Support ticket" },
  productReviewed: { name: "Product Reviewed", touchpoint: "Product review" },
  inviteSent: { name: "Invite Sent", touchpoint: "Invite a friend" },
  tierReached: { name: "Loyalty Tier Reached", touchpoint: "Loyalty programme" },
  askedByEmail: { name: "Feedback Requested", touchpoint: "E-mail survey" },
  askedInApp: { name: "Feedback Requested", touchpoint: "App survey" },
  askedOnWeb: { name: "Feedback Requested", touchpoint: "Web survey" },
  askedAtTill: { name: "Feedback Requested", touchpoint: "Till survey" },
} satisfies Record<string, Happening>;
export type HappeningName = keyof typeof happenings;
