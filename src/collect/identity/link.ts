import { identityKinds, identityParts, rankIdentities, type Identity, type IdentityKind } from "../../model/identity.ts";

/** How a link came to be known: both keys on one fact, or an explicit alias. */
export type How = "same_fact" | "alias";

/** Evidence that a key belongs to a stronger one (or, by alias, to another user id), first seen at `at` (UTC ms). */
export type Link = { workspaceId: string; identity: Identity; other: Identity; how: How; messageId: string; sourceId: string; at: number };

/**
 * What a link amounts to.
 *
 * `linked`: the key belongs there. `two_known`: it belongs to another user, and two users never merge by themselves. `crowded`: too many
 * share a key for it to be anyone's. `covered`: a stronger link says who it is. `nobody`: a person said that one of the keys names nobody.
 * `separated`: a person said that these two do not belong together.
 */
export type Verdict = "linked" | "two_known" | "crowded" | "covered" | "nobody" | "separated";

/**
 * A verdict in view of everyone else. `apart`: it would bring together what a person separated. `two_users`: it would join two users whom
 * only weaker keys, put together by a person, connect.
 */
export type Outcome = Verdict | "apart" | "two_users";

/** Links whose keys are looked at together: those that hold, and those that would if nobody else were concerned. */
export const pickedOutcomes: readonly Outcome[] = ["linked", "apart", "two_users"];

/** More customers than this that claim one key: a kiosk, a proxy, a call centre's number, which are nobody. */
export const claimsOfOneKey: Record<IdentityKind, number> = { user: Infinity, email: 5, phone: 5, loyalty: 5, anonymous: 10 };

/** More keys than this that point at one: a program or a test account, whose keys say nothing of each other. */
export const keysOfOneCustomer = 1000;

/** Of a crowded key this many links are kept, the strongest and earliest: enough to know that it is crowded, and to show why. */
export const linksOfOneKey = 50;

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

/** A link with why it cannot hold, whatever else is known; `null` when nothing speaks against it. */
export type Candidate = Pick<Link, "identity" | "other" | "at"> & { barred: "nobody" | "separated" | "crowded" | null };

/**
 * Judges all links of one key. It looks at the evidence only, never at its order of arrival, so that any order gives the same people.
 *
 * @param own  `isIdentified`: the key is a user id that was identified itself, and such a user is never merged into another;
 *             `isNobody`: a person said that this key names nobody
 * @returns    the verdicts in the order of `links`; at most one is `linked`
 */
export function judgeLinks(links: readonly Candidate[], own: { isIdentified: boolean; isNobody: boolean }): Verdict[] {
  const [first] = links;
  if (first === undefined) return [];
  const { kind } = identityParts(first.identity);
  if (own.isNobody) return links.map(() => "nobody");
  if (kind === "user" && own.isIdentified) return links.map(({ barred }) => barred ?? "two_known");
  const strongest = Math.min(...links.filter(({ barred }) => barred !== "nobody").map(({ other }) => rankOf(other)));
  const claims = links.filter(({ other, barred }) => rankOf(other) === strongest && barred !== "nobody").length;
  if (claims > claimsOfOneKey[kind]) return links.map(({ barred }) => barred ?? "crowded");
  const best = links.filter(({ barred }) => barred === null).sort(byStrength)[0];
  return links.map((link) => link.barred ?? (link === best ? "linked" : rankOf(link.other) === 0 ? "two_known" : "covered"));
}

/** The strongest other key first, then the earliest evidence. */
export const byStrength = (a: Pick<Link, "other" | "at">, b: Pick<Link, "other" | "at">): number =>
  rankOf(a.other) - rankOf(b.other) || a.at - b.at || (a.other < b.other ? -1 : 1);

/** The place of a key among the kinds, 0 the strongest. */
export const rankOf = (identity: Identity): number => identityKinds.indexOf(identityParts(identity).kind);
