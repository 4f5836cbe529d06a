import type { Identity } from "../../model/identity.ts";
import { createGroups } from "./groups.ts";
import { rankOf, type Link, type Outcome } from "./link.ts";

/** A link that its own key picked. */
export type Pick = Omit<Link, "workspaceId" | "how" | "sourceId">;
/** What a person said of two keys, at `at` (UTC ms): they are one customer, or they are not. */
export type Judgement = { id: string; kind: "merge" | "separate"; identity: Identity; other: Identity; at: number };
/** Keys that are one customer, who is named after `top`. */
export type Person = { top: Identity; keys: Identity[] };
export type Settled<P extends Pick> = { people: Person[]; outcomes: { pick: P; outcome: Outcome }[] };

/**
 * Says who is who among keys that evidence or people connect. What people said goes first, then evidence from the strongest key to the
 * weakest, the earliest first; a link that would bring together what was separated, or two users whom nobody joined, does not hold.
 *
 * It depends on the evidence and the decisions only, so every order of arrival ends the same, and a decision that is undone leaves no trace.
 */
export function settleComponent<P extends Pick>(keys: readonly Identity[], picks: readonly P[], said: readonly Judgement[]): Settled<P> {
  const groups = createGroups(keys);
  const separated = said.filter(({ kind }) => kind === "separate");
  const areApart = (a: Set<Identity>, b: Set<Identity>): boolean =>
    separated.some(({ identity, other }) => (a.has(identity) && b.has(other)) || (a.has(other) && b.has(identity)));

  for (const { identity, other } of said.filter(({ kind }) => kind === "merge").sort(byTime)) {
    const [a, b] = [groups.of(identity), groups.of(other)];
    if (a && b && a !== b && !areApart(a, b)) groups.join(a, b);
  }
  const outcomes = [...picks].sort(byRank).map((pick): { pick: P; outcome: Outcome } => {
    const [a, b] = [groups.of(pick.identity), groups.of(pick.other)];
    if (!a || !b || a === b) return { pick, outcome: "linked" };
    if (areApart(a, b)) return { pick, outcome: "apart" };
    if (rankOf(pick.identity) > 0 && hasUser(a) && hasUser(b)) return { pick, outcome: "two_users" };
    groups.join(a, b);
    return { pick, outcome: "linked" };
  });
  const below = new Set(outcomes.filter(({ outcome }) => outcome === "linked").map(({ pick }) => pick.identity));
  return { people: groups.all().map((group) => ({ top: topOf(group, below), keys: [...group] })), outcomes };
}

/** A customer is named after the strongest key that belongs to no other; in a ring of aliases, after the strongest of all. */
function topOf(group: Set<Identity>, below: Set<Identity>): Identity {
  const free = [...group].filter((key) => !below.has(key));
  return (free.length > 0 ? free : [...group]).reduce((best, key) => (isStronger(key, best) ? key : best));
}

const isStronger = (a: Identity, b: Identity): boolean => rankOf(a) - rankOf(b) < 0 || (rankOf(a) === rankOf(b) && a < b);
const hasUser = (group: Set<Identity>): boolean => [...group].some((key) => rankOf(key) === 0);
const byTime = (a: Judgement, b: Judgement): number => a.at - b.at || (a.id < b.id ? -1 : 1);
const byRank = (a: Pick, b: Pick): number =>
  rankOf(a.identity) - rankOf(b.identity) ||
  a.at - b.at ||
  (a.messageId === b.messageId ? 0 : a.messageId < b.messageId ? -1 : 1) ||
  (a.identity < b.identity ? -1 : 1);
