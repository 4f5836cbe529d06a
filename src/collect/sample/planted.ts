import type { RegionName } from "./company.ts";

/**
 * The truths that are planted in the sample company, as the numbers the generator rolls with.
 * Days count from the end of the year, so -150 is 150 days before it. Shares are probabilities.
 */
export const planted = {
  /** Parcels in one region come late until a new carrier takes over; elsewhere and otherwise few do. */
  lateDelivery: { region: "North" as RegionName, fromDay: -150, fixedOnDay: -118, lateShare: 0.47, usualLateShare: 0.06 },
  /** Returns whose customer is sent from chat to phone to chat again, with days between. */
  supportLoop: { shareOfReturns: 0.4, returnShare: 0.17, waitDays: 2.5 },
  /** Response rate to the app's survey by how often it asked in the 30 days before: never, once, twice … */
  appFatigue: { windowDays: 30, responseShare: [0.4, 0.29, 0.21, 0.14, 0.1, 0.07] },
  /** One store delights. */
  bestStore: { city: "Valencia" },
  /** Nothing at all was changed for this small tier; whatever seems to move there is noise. */
  noise: { tier: "trade", day: -80, windowDays: 40 },
  /** Who comes back for another order, by how they came and by what they lived. */
  comingBack: { usual: 0.74, afterPaidAd: 0.48, afterLateAndDetractor: 0.2 },
} as const;

/** Response rates of the surveys that do not tire anyone. */
export const responseShare = { email: 0.4, web: 0.15, till: 0.33, support: 0.45 } as const;

/** How likely each answer is, lowest score first; each row sums to 1. Expected NPS: on time +36, late -42. */
export const recommendMoods = {
  onTime: [0.01, 0.01, 0.01, 0.02, 0.02, 0.04, 0.05, 0.12, 0.2, 0.25, 0.27],
  late: [0.05, 0.03, 0.05, 0.08, 0.08, 0.13, 0.13, 0.17, 0.15, 0.07, 0.06],
} as const;

/** Satisfaction 1-5. Expected share of 4 and 5: store 78 %, best store 93 %, app 72 %, checkout 82 %, review 79 %. */
export const satisfactionMoods = {
  store: [0.03, 0.05, 0.14, 0.41, 0.37],
  bestStore: [0.01, 0.01, 0.05, 0.32, 0.61],
  app: [0.05, 0.07, 0.16, 0.42, 0.3],
  checkout: [0.03, 0.04, 0.11, 0.4, 0.42],
  review: [0.06, 0.05, 0.1, 0.29, 0.5],
} as const;

/** Ease 1-7. Expected share of 5-7: usual 77 %, in the loop 17 %. */
export const easeMoods = {
  usual: [0.02, 0.03, 0.06, 0.12, 0.22, 0.3, 0.25],
  loop: [0.26, 0.24, 0.19, 0.14, 0.09, 0.05, 0.03],
} as const;
