import type { Catalogue, PlaceRule, Touchpoint } from "../../model/touchpoint.ts";
import { usualTouchpoint } from "../catalogue/usual.ts";
import { happenings, touchpoints } from "./touchpoints.ts";

const owners: Record<string, readonly string[]> = {
  Marketing: ["Advertisement", "Printed catalogue", "Word of mouth", "Newsletter"],
  "Online shop": ["Home page", "Search", "Product list", "Product page", "Basket", "Account", "Checkout", "Help centre"],
  App: ["App", "App product page", "App basket", "App checkout"],
  Logistics: ["Dispatch", "Delivery", "Packaging", "Returns"],
  Service: ["Support chat", "Support phone", "Support ticket", "Refund"],
  Loyalty: ["Product review", "Invite a friend", "Loyalty programme"],
};
const indirect = new Set(["Advertisement", "Printed catalogue", "Word of mouth", "Packaging", "Product review", "Dispatch"]);
const uncontrolled = new Set(["Word of mouth", "Product review"]);
const moments = new Set(["Checkout", "Delivery", "Support chat"]);

// Designed, and met by nobody's tracking: they show as plans.
const planned: typeof touchpoints = {
  "Printed catalogue": { channel: "ad", stage: "awareness" },
  "Word of mouth": { channel: "social", stage: "awareness" },
  Packaging: { channel: "partner", stage: "purchase" },
};

// The app sends the same names as the website.
const ofApp = {
  "Product Viewed": "App product page",
  "Product Added": "App basket",
  "Checkout Started": "App checkout",
  "Order Completed": "App checkout",
};

/** The sample company's touchpoints and rules. Asks for feedback are in no catalogue yet: they are for the newcomer to map or leave out. */
export function townCatalogue(): Catalogue {
  const designed = Object.entries({ ...touchpoints, ...planned }).filter(([name]) => !name.endsWith(" survey"));
  const taken = new Set<string>();
  return {
    touchpoints: designed.map(([name, { channel, stage }]): Touchpoint => {
      const isStore = channel === "store";
      return {
        ...usualTouchpoint,
        id: idOf(name),
        name,
        names: namesOf(name, taken),
        channel,
        stage,
        owner: isStore ? "Stores" : (Object.keys(owners).find((team) => owners[team]!.includes(name)) ?? ""),
        isDirect: !indirect.has(name),
        isControllable: !uncontrolled.has(name),
        isMoment: isStore || moments.has(name),
      };
    }),
    rules: Object.entries(ofApp).map(([event, touchpoint]): PlaceRule => ({
      id: idOf(`${event} in the app`),
      conditions: [
        { field: "event", op: "is", key: "", values: [event] },
        { field: "channel", op: "is", key: "", values: ["app"] },
      ],
      touchpointId: idOf(touchpoint),
    })),
  };
}

const idOf = (name: string): string => name.toLowerCase().replaceAll(" ", "-");

/** The events that happen at a touchpoint, each under one touchpoint only. */
function namesOf(name: string, taken: Set<string>): string[] {
  const names = Object.values(happenings).flatMap((happening) =>
    happening.touchpoint === name && happening.name !== name ? [happening.name] : [],
  );
  return [...new Set(names)].filter((each) => !taken.has(each) && taken.add(each));
}
