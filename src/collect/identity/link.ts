import { identityKinds, identityParts, rankIdentities, type Identity } from "../../model/identity.ts";

/** How a link came to be known: both keys on one fact, a trait that is a key, or an explicit alias. */
export type How = "same_fact" | "alias";

/** Evidence that a key belongs to a stronger one (or, by alias, to another user id), first seen at `at` (UTC ms). */
export type Link = { workspaceId: string; identity: Identity; other: Identity; how: How; messageId: string; at: number };

/**
 * What a link amounts to. `linked`: the key belongs there; `two_known`: it belongs to another user, and two users never merge by
 * themselves; `crowded`: a shared device; `covered`: a stronger link says who it is.
 */
export type Outcome = "linked" | "two_known" | "crowded" | "covered";

/** More users than this on one anonymous id: a kiosk or a proxy, which is nobody. */
export const usersOfOneDevice = 10;

/**
 * The links in one fact's identities: each weaker key belongs to the strongest one.
 *
 * @param identities  strongest first
 */
export function linksAmong(identities: readonly Identity[]): { identity: Identity; other: Identity }[] {
  const [strongest, ...weaker] = rankIdentities(identities);
  return weaker.filter((identity) => rankOf(identity) > rankOf(strongest!)).map((identity) => ({ identity, other: strongest! }));
}

/** The links in an alias: whichever kind of key the previous id was. */
export function linksOfAlias(user: Identity, previous: Identity): { identity: Identity; other: Identity }[] {
  const { value } = identityParts(previous);
  return user === previous ? [] : [previous, `anonymous:${value}` as Identity].map((identity) => ({ identity, other: user }));
}

/**
 * Judges all links of one key. It looks at the evidence only, never at its order of arrival, so that any order gives the same people.
 *
 * @param isIdentified  whether the key is a user id that was identified itself: such a user is never merged into another
 * @returns             the outcomes in the order of `links`
 */
export function judgeLinks(links: readonly Pick<Link, "identity" | "other" | "at">[], isIdentified: boolean): Outcome[] {
  const isUser = links[0] !== undefined && rankOf(links[0].identity) === 0;
  if (isUser && isIdentified) return links.map(() => "two_known");
  const toUsers = links.filter(({ other }) => rankOf(other) === 0);
  const isDevice = links[0]?.identity.startsWith("anonymous:");
  if (isDevice && toUsers.length > usersOfOneDevice) return links.map(() => "crowded");
  const best = [...links].sort((a, b) => rankOf(a.other) - rankOf(b.other) || a.at - b.at || (a.other < b.other ? -1 : 1))[0];
  return links.map((link) => (link === best ? "linked" : rankOf(link.other) === 0 ? "two_known" : "covered"));
}

const rankOf = (identity: Identity): number => identityKinds.indexOf(identityParts(identity).kind);
