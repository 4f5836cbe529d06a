import type { Health } from "../../data/source-health.ts";

/** Whether somebody should look at a source: it refuses, or is silent for longer than it ever was. */
export const needsSomebody = (of: Health | undefined): boolean => of !== undefined && (of.state === "refusing" || of.isUnusual);

/** Where a source stands among others: what needs somebody first, what is over last. */
export const urgencyOf = (of: Health | undefined): number => {
  if (!of) return 3;
  if (needsSomebody(of)) return 0;
  return { fresh: 1, refusing: 0, quiet: 2, never: 3, done: 4, revoked: 5 }[of.state];
};
