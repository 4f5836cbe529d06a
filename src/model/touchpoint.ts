import type { Channel, Stage } from "./channel.ts";

/** A named place where customer and company meet, as a workspace designed it. */
export type Touchpoint = {
  id: string;
  /** Its one name, under which facts are counted. */
  name: string;
  /** Names that senders use for it: of events, or of the touchpoint itself. The case of A-Z does not matter. Its own name is one anyway. */
  names: string[];
  channel: Channel;
  /** Empty: it stands in no stage of the journey, or its senders say in which. */
  stage: Stage | "";
  /** The team that answers for it; empty when nobody does. */
  owner: string;
  /** Whether customer and company meet there themselves, rather than through an advertisement, a package, a review. */
  isDirect: boolean;
  /** Whether the company decides what happens there. */
  isControllable: boolean;
  /** Whether this is where customers make up their minds. */
  isMoment: boolean;
  description: string;
};

/**
 * What a rule can look at. `called` is the touchpoint that the sender named, else the event's name: the name under which something is
 * listed while no touchpoint knows it. `path` is the page's; `property` is one named by `key`.
 */
export const ruleFields = ["event", "called", "kind", "path", "channel", "source", "property"] as const;
export type RuleField = (typeof ruleFields)[number];

/** How a rule compares. In a `pattern`, `*` stands for anything; there is no other sign. */
export const ruleOps = ["is", "starts_with", "contains", "pattern"] as const;
export type RuleOp = (typeof ruleOps)[number];

/** One condition of a rule: it holds when it holds for one of the values. The case of A-Z does not matter. */
export type RuleCondition = { field: RuleField; op: RuleOp; key: string; values: string[] };

/** Which incoming events belong to a touchpoint: those for which all conditions hold. Without a touchpoint they are no part of journeys. */
export type PlaceRule = { id: string; conditions: RuleCondition[]; touchpointId: string | null };

/** A workspace's touchpoints, and its rules in the order in which they are asked: the first that holds decides. */
export type Catalogue = { touchpoints: Touchpoint[]; rules: PlaceRule[] };
