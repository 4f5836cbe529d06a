/** End of the year in all tests of the town; a Friday, so that nothing is cut by a weekend. */
export const townEnd = Date.UTC(2026, 10, 20, 9, 30);

/** A figure that an honest analysis must find in the town, between two bounds that include both ends. */
export type Truth = { says: string; low: number; high: number };

/**
 * What is true about the full town (20 000 customers, seed 20). The bounds hold the value that the generator rolls with and the
 * scatter of a year; they are not fitted to one outcome. `truths.md` tells each in words.
 */
export const truths = {
  lateShareInTheNorth: { says: "share of parcels to the North that come late in the bad month", low: 0.37, high: 0.52 },
  lateShareElsewhere: { says: "share of parcels that come late everywhere else, in the same month", low: 0.04, high: 0.09 },
  npsLostInTheNorth: { says: "NPS points that the North loses against the month before", low: -42, high: -12 },
  npsReturnedByTheCarrier: { says: "NPS points that the new carrier returns, against the bad month", low: 12, high: 42 },
  npsChangeElsewhere: { says: "NPS points that the other regions move in the bad month", low: -10, high: 10 },
  loopShare: { says: "share of returns that go from chat to phone and to chat again", low: 0.36, high: 0.44 },
  loopHours: { says: "median hours from one contact of the loop to the next", low: 36, high: 100 },
  easyShareInTheLoop: { says: "share of 5-7 among answers about ease from the loop", low: 0.1, high: 0.25 },
  easyShareOutside: { says: "share of 5-7 among the other answers about ease", low: 0.7, high: 0.84 },
  appAskedOften: { says: "share of the app's asks that are at least the third in 30 days", low: 0.4, high: 0.7 },
  appResponseAtFirst: { says: "response rate of the app's survey to the first ask in 30 days", low: 0.37, high: 0.43 },
  appResponseAtFourth: { says: "response rate of the app's survey to the fourth ask in 30 days", low: 0.11, high: 0.17 },
  bestStoreLead: { says: "share of 4-5 in the best store less that of all others", low: 0.08, high: 0.21 },
  noiseChange: { says: "NPS points that trade customers move around the handwritten cards; nothing was planted", low: -35, high: 35 },
  noiseReach: { says: "half the width of the 95 % interval around that move, in NPS points", low: 20, high: 45 },
  noiseAnswers: { says: "answers of trade customers on the smaller side", low: 30, high: 100 },
  repeatAfterPaidAd: { says: "share of buyers acquired by a paid ad who order again", low: 0.38, high: 0.52 },
  repeatOtherwise: { says: "share of all other buyers who order again", low: 0.64, high: 0.78 },
  backAfterLateAndDetractor: { says: "share who order again after a late parcel and a score of 0-6", low: 0.1, high: 0.25 },
  backAfterLateOnly: { says: "share who order again after a late parcel and a score of 7-10", low: 0.5, high: 0.78 },
} as const satisfies Record<string, Truth>;
