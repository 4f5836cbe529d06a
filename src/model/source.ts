/** Kinds of sources: what facts come through. */
export const sourceKinds = ["key", "webhook", "import", "folder", "inbox", "feed", "survey", "sample", "api"] as const;
export type SourceKind = (typeof sourceKinds)[number];
