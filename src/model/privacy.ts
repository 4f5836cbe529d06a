/** What customers can allow or deny. `names` are what senders call it; `whenUnknown` is what silence means. */
export type Purpose = { id: string; title: string; names: string[]; whenUnknown: "granted" | "denied" };

/** What becomes of facts about somebody who denied the gate's purpose: kept as they are, kept without anything that says who, or not kept. */
export const deniedModes = ["keep", "pseudonymise", "drop"] as const;
/** What becomes of addresses of machines: kept, shortened to their network (24 bits of IPv4, 48 of IPv6), or not kept. */
export const ipModes = ["keep", "truncate", "drop"] as const;

/** What a workspace decided about privacy at the door. */
export type Privacy = {
  purposes: Purpose[];
  /** The purpose that every fact needs, by its id. */
  gate: { purpose: string; whenDenied: (typeof deniedModes)[number] };
  ip: (typeof ipModes)[number];
  /** Whether the name of a visitor's browser is kept. */
  userAgent: "keep" | "drop";
  /** Names of fields whose values are never stored, at any depth; `*` stands for any letters. */
  redact: string[];
};

/** What holds until a workspace decides: measuring is allowed, marketing is not, addresses are shortened, secrets are never stored. */
export const usualPrivacy: Privacy = {
  purposes: [
    {
      id: "measurement",
      title: "Measure the experience",
      names: ["analytics", "measurement", "performance", "statistics", "analytics_storage", "C0002"],
      whenUnknown: "granted",
    },
    { id: "contact", title: "Ask for feedback", names: ["contact", "surveys", "feedback"], whenUnknown: "granted" },
    {
      id: "marketing",
      title: "Marketing",
      names: ["marketing", "advertising", "targeting", "ad_storage", "ad_user_data", "ad_personalization", "C0004"],
      whenUnknown: "denied",
    },
  ],
  gate: { purpose: "measurement", whenDenied: "pseudonymise" },
  ip: "truncate",
  userAgent: "keep",
  redact: [
    "*password*",
    "passwd",
    "pwd",
    "*secret*",
    "*token*",
    "authorization",
    "cookie",
    "*card_number*",
    "*cardnumber*",
    "cvv",
    "cvc",
    "iban",
    "ssn",
    "pin",
  ],
};
