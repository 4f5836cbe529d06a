import type { ShortInteraction } from "../support/facts.ts";

// The textbook log of W. van der Aalst, "Process Mining" (2016), table 2.1: six requests for compensation, 42 events.
const register = "register request";
const thoroughly = "examine thoroughly";
const casually = "examine casually";
const check = "check ticket";
const reinitiate = "reinitiate request";
const reject = "reject request";
const pay = "pay compensation";

const log: Record<string, [at: string, activity: string][]> = {
  1: [
    ["2010-12-30T11:02", register],
    ["2010-12-31T10:06", thoroughly],
    ["2011-01-05T15:12", check],
    ["2011-01-06T11:18", "decide"],
    ["2011-01-07T14:24", reject],
  ],
  2: [
    ["2010-12-30T11:32", register],
    ["2010-12-30T12:12", check],
    ["2010-12-30T14:16", casually],
    ["2011-01-05T11:22", "decide"],
    ["2011-01-08T12:05", pay],
  ],
  3: [
    ["2010-12-30T14:32", register],
    ["2010-12-30T15:06", casually],
    ["2010-12-30T16:34", check],
    ["2011-01-06T09:18", "decide"],
    ["2011-01-06T12:18", reinitiate],
    ["2011-01-06T13:06", thoroughly],
    ["2011-01-08T11:43", check],
    ["2011-01-09T09:55", "decide"],
    ["2011-01-15T10:45", pay],
  ],
  4: [
    ["2011-01-06T15:02", register],
    ["2011-01-07T12:06", check],
    ["2011-01-08T14:43", thoroughly],
    ["2011-01-09T12:02", "decide"],
    ["2011-01-12T15:44", reject],
  ],
  5: [
    ["2011-01-06T09:02", register],
    ["2011-01-07T10:16", casually],
    ["2011-01-08T11:22", check],
    ["2011-01-10T13:28", "decide"],
    ["2011-01-11T16:18", reinitiate],
    ["2011-01-14T14:33", check],
    ["2011-01-16T15:50", casually],
    ["2011-01-19T11:18", "decide"],
    ["2011-01-20T12:48", reinitiate],
    ["2011-01-21T09:06", casually],
    ["2011-01-21T11:34", check],
    ["2011-01-23T13:12", "decide"],
    ["2011-01-24T14:56", reject],
  ],
  6: [
    ["2011-01-06T15:02", register],
    ["2011-01-06T16:06", casually],
    ["2011-01-07T16:22", check],
    ["2011-01-07T16:52", "decide"],
    ["2011-01-16T11:47", pay],
  ],
};

/** The log as interactions of six customers, the last event first: order must come from time, not from arrival. */
export const runningExample: ShortInteraction[] = Object.entries(log)
  .flatMap(([customer, events]) => events.map(([at, touchpoint]) => ({ who: `user:${customer}` as const, at: `${at}:00Z`, touchpoint })))
  .sort((a, b) => (a.at < b.at ? 1 : -1));
