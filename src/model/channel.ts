/** Where customer and company meet. Closed: reports, filters and the journey map rely on it. */
export const channels = ["web", "app", "store", "phone", "email", "chat", "sms", "social", "review", "ad", "device", "partner"] as const;
export type Channel = (typeof channels)[number];

/** Default stages of a customer journey, in the order in which a customer usually lives them. */
export const stages = ["awareness", "consideration", "purchase", "service", "loyalty"] as const;
export type Stage = (typeof stages)[number];
