import type { Link } from "./link.ts";

/** Links that the records hold: a signed-in customer says the same with every event, and asking the records each time is dear. */
export type LinkMemory = {
  /** The links that are not known yet, or have earlier evidence than is known. */
  dropKnown(links: readonly Link[]): Link[];
  /** Says that the links which were let through last are committed. */
  keep(): void;
};

const rememberedAtMost = 200_000;

/** Remembers the last 200 000 links by their earliest evidence. */
export function createLinkMemory(): LinkMemory {
  const earliest = new Map<string, Pick<Link, "at" | "messageId">>();
  let underWay: Link[] = [];
  return {
    dropKnown(links) {
      underWay = links.filter((link) => {
        const known = earliest.get(nameOf(link));
        return !known || link.at < known.at || (link.at === known.at && link.messageId < known.messageId);
      });
      return underWay;
    },
    keep() {
      if (earliest.size > rememberedAtMost) earliest.clear();
      for (const link of underWay) earliest.set(nameOf(link), { at: link.at, messageId: link.messageId });
      underWay = [];
    },
  };
}

const nameOf = ({ workspaceId, identity, other }: Link): string => `${workspaceId} ${identity}\n${other}`;
