import type { Link } from "./link.ts";

/** Links that the records hold: a signed-in customer says the same with every event, and asking the records each time is dear. */
export type LinkMemory = {
  /** The links that are not known yet, or have earlier evidence than is known. */
  dropKnown(links: readonly Link[]): Link[];
  /** Says that the links which were let through last are committed. */
  keep(): void;
};

const rememberedAtMost = 200_000;

/** Remembers the last 200 000 links by their earliest evidence (UTC ms). */
export function createLinkMemory(): LinkMemory {
  const earliest = new Map<string, number>();
  let underWay: Link[] = [];
  return {
    dropKnown(links) {
      underWay = links.filter((link) => link.at < (earliest.get(nameOf(link)) ?? Infinity));
      return underWay;
    },
    keep() {
      if (earliest.size > rememberedAtMost) earliest.clear();
      for (const link of underWay) earliest.set(nameOf(link), link.at);
      underWay = [];
    },
  };
}

const nameOf = ({ workspaceId, identity, other }: Link): string => `${workspaceId} ${identity}\n${other}`;
