import { sql, type Transaction } from "kysely";
import type { Identity } from "../../model/identity.ts";
import { customerIdOf } from "../../store/customer-id.ts";
import type { Tables } from "../../store/records/tables.ts";
import { settleComponent } from "./component.ts";
import { createGroups } from "./groups.ts";
import { judgeLinks, linksOfOneKey, pickedOutcomes, type Link, type Outcome } from "./link.ts";
import { rowsOf, type Key, type NewLink } from "./save-links.ts";
import { alone, type Heard, type NewKey, type Person, type Said } from "./save-people.ts";
import { mergeTraits, noTraits } from "./traits.ts";

/** What a stretch of facts says of keys: every key that it speaks of, the links between them, and what was said of each. */
export type Word = { heard: readonly Heard[]; links: readonly Link[]; said: readonly Said[] };

/** Which keys the records know, by name, and of which keys people decided something: a decision may be older than its keys. */
export type Met = { isMet(key: Key): boolean; spokenOf: readonly Key[] };

/** Strangers as they are written once and for all: whose their keys are, what their links amount to, what is known of them. */
export type Settled = { keys: NewKey[]; links: NewLink[]; customers: Person[] };

/** Asks the records which of these keys they know, and which were decided about. */
export async function readMet(trx: Transaction<Tables>, keys: readonly Key[]): Promise<Met> {
  if (keys.length === 0) return { isMet: () => false, spokenOf: [] };
  const { rows } = await sql<Key & { isSpokenOf: boolean }>`
    SELECT * FROM (
      SELECT given."workspaceId", given.identity,
        EXISTS (SELECT 1 FROM identities AS own WHERE own.workspace_id = given."workspaceId" AND own.identity = given.identity) AS "isKnown",
        EXISTS (SELECT 1 FROM identity_decisions AS said WHERE said.workspace_id = given."workspaceId" AND said.identity = given.identity)
          OR EXISTS (SELECT 1 FROM identity_decisions AS said WHERE said.workspace_id = given."workspaceId" AND said.other = given.identity)
          AS "isSpokenOf"
      FROM ${rowsOf(
        keys.map(({ workspaceId, identity }) => ({ workspaceId, identity })),
        '"workspaceId" text, identity text',
      )}) AS key WHERE "isKnown" OR "isSpokenOf"`.execute(trx);
  const met = new Set(rows.map(nameOf));
  return { isMet: (key) => met.has(nameOf(key)), spokenOf: rows.filter(({ isSpokenOf }) => isSpokenOf) };
}

/**
 * Parts off the circles of keys in which nobody was met before. Who they are depends on nothing in the records, so it is settled before
 * anything is written, and written once; whatever touches a key that was met is saved, asked about and changed step by step.
 *
 * A key with more links than one keeps is no stranger's: it is judged with all that point at it.
 */
export function partStrangers({ heard, links, said }: Word, { isMet }: Met): { strangers: Word[]; rest: Word } {
  const groups = createGroups(heard.map(nameOf));
  for (const link of links) groups.join(groups.of(nameOf(link))!, groups.of(nameOf(otherOf(link)))!);
  const notNew = new Set(heard.filter(isMet).map((key) => groups.of(nameOf(key))!));
  const words = new Map(groups.all().map((group) => [group, { heard: [] as Heard[], links: [] as Link[], said: [] as Said[] }]));
  const wordOf = (key: Key) => words.get(groups.of(nameOf(key))!)!;
  for (const key of heard) wordOf(key).heard.push(key);
  for (const link of links) wordOf(link).links.push(link);
  for (const one of said) wordOf(one).said.push(one);
  const strangers: Word[] = [];
  const rest: Word[] = [];
  for (const [group, word] of words) (notNew.has(group) || group.size > linksOfOneKey ? rest : strangers).push(word);
  return {
    strangers,
    rest: {
      heard: rest.flatMap((word) => word.heard),
      links: rest.flatMap((word) => word.links),
      said: rest.flatMap((word) => word.said),
    },
  };
}

/** Says who strangers are, by the same rules as everybody. */
export function settleStrangers(circles: readonly Word[]): Settled {
  const settled: Settled = { keys: [], links: [], customers: [] };
  for (const circle of circles) settleCircle(circle, settled);
  return settled;
}

function settleCircle({ heard, links, said }: Word, into: Settled): void {
  const { workspaceId } = heard[0]!;
  const keys = new Map(heard.map((key) => [key.identity, alone(key)]));
  for (const { identity, traits, isIdentified } of said) Object.assign(keys.get(identity)!, { traits, isIdentified });
  const judged = judgeAll(links, keys);
  const picks = judged.filter(({ outcome }) => pickedOutcomes.includes(outcome));
  const { people, outcomes } = settleComponent([...keys.keys()], picks, []);
  for (const { pick, outcome } of outcomes) pick.outcome = outcome;
  for (const { top, keys: own } of people) {
    const customerId = customerIdOf(workspaceId, top);
    const traits = noTraits();
    for (const identity of own) {
      const key = keys.get(identity)!;
      key.customerId = customerId;
      mergeTraits(traits, key.traits);
    }
    if (Object.keys(traits.values).length > 0) into.customers.push({ workspaceId, customerId, traits });
  }
  into.keys.push(...keys.values());
  into.links.push(...judged);
}

function judgeAll(links: readonly Link[], keys: ReadonlyMap<Identity, NewKey>): (Link & { outcome: Outcome })[] {
  const byKey = new Map<Identity, Link[]>();
  for (const link of links) byKey.set(link.identity, [...(byKey.get(link.identity) ?? []), link]);
  return [...byKey].flatMap(([identity, own]) => {
    const verdicts = judgeLinks(
      own.map((link) => ({ ...link, barred: null })),
      { isIdentified: keys.get(identity)!.isIdentified, isNobody: false },
    );
    return own.map((link, i) => ({ ...link, outcome: verdicts[i]! }));
  });
}

const nameOf = ({ workspaceId, identity }: Key): string => `${workspaceId} ${identity}`;
const otherOf = ({ workspaceId, other }: Link): Key => ({ workspaceId, identity: other });
