import { sql, type Transaction } from "kysely";
import { identityOf, identityParts, type Identity } from "../../model/identity.ts";
import { customerIdOf } from "../../store/customer-id.ts";
import type { Tables } from "../../store/records/tables.ts";
import { whoGave } from "../line.ts";
import { sanitise } from "../sanitise.ts";
import type { Answer, Evidence, SeenTogether, Told } from "./evidence.ts";
import { linksAmong, linksOfAlias, type Link } from "./link.ts";
import type { LinkMemory } from "./link-memory.ts";
import { judgeKeys, rowsOf, saveLinks } from "./save-links.ts";
import { saveCustomers, saveKeys, saveTraits, settleKeys, type Heard, type Said } from "./save-people.ts";
import { mergeTraits, traitsAt } from "./traits.ts";

type Trx = Transaction<Tables>;

/**
 * Brings the records up to date with a stretch of facts: whose key is whose, and what is known of whom.
 *
 * It may be given the same facts again, and the stretches in any order: the records end up the same.
 *
 * @param seq     the end of the stretch, by which what changed is marked
 * @param memory  links that the records are known to hold
 */
export async function applyEvidence(trx: Trx, { together, told }: Evidence, seq: number, memory: LinkMemory): Promise<void> {
  const links = memory.dropKnown(linksIn(together, told));
  const said = traitsIn(told);
  await saveKeys(trx, keysIn(links, said, [...told, ...together]), seq);
  const relinked = await saveLinks(trx, links);
  const { customers, identified } = await saveTraits(trx, said, seq);
  const rejudged = await judgeKeys(trx, [...relinked, ...identified]);
  const moved = await settleKeys(trx, rejudged, seq);
  await saveCustomers(trx, [...customers, ...moved], seq);
}

/** An answer with the one customer who gave it, as far as is known now. */
export type KnownAnswer = Answer & { customerId: string; timestamp: number };

/** Finds the customer of each answer. */
export async function resolveAnswers(trx: Trx, answers: readonly Answer[]): Promise<KnownAnswer[]> {
  if (answers.length === 0) return [];
  const given = answers.map((answer) => ({ workspaceId: answer.workspaceId, identity: whoGave(answer.identities, answer.messageId) }));
  const { rows } = await sql<{ key: string; customerId: string }>`
    SELECT own.workspace_id || ' ' || own.identity AS key, own.customer_id AS "customerId"
    FROM ${rowsOf(given, '"workspaceId" text, identity text')}
    JOIN identities AS own ON own.workspace_id = given."workspaceId" AND own.identity = given.identity`.execute(trx);
  const known = new Map(rows.map(({ key, customerId }) => [key, customerId]));
  return answers.map((answer, i) => {
    const { workspaceId, identity } = given[i]!;
    const customerId = known.get(`${workspaceId} ${identity}`) ?? customerIdOf(workspaceId, identity);
    return { ...answer, customerId, timestamp: answer.at };
  });
}

/** Each link once, with its earliest evidence: one statement cannot change a row twice. */
function linksIn(together: readonly SeenTogether[], told: readonly Told[]): Link[] {
  const links = new Map<string, Link>();
  const add = ({ workspaceId, messageId, at }: SeenTogether, how: Link["how"], pair: { identity: Identity; other: Identity }) => {
    const key = `${workspaceId} ${pair.identity}\n${pair.other}`;
    const before = links.get(key);
    if (before && (before.at < at || (before.at === at && before.messageId <= messageId))) return;
    links.set(key, { workspaceId, messageId, at, how, ...pair });
  };
  for (const row of [...together, ...told]) for (const pair of linksAmong(row.identities.filter(isStorable))) add(row, "same_fact", pair);
  for (const row of told) {
    const [user] = row.identities;
    if (row.kind !== "alias" || !user?.startsWith("user:") || !row.previous) continue;
    const { kind, value } = identityParts(row.previous as Identity);
    const previous = identityOf(kind, value);
    if (previous) for (const pair of linksOfAlias(user, previous)) if (Object.values(pair).every(isStorable)) add(row, "alias", pair);
  }
  return [...links.values()];
}

// PostgreSQL's text cannot hold NUL.
const isStorable = (identity: Identity): boolean => !identity.includes("\0");

/** What was said of each customer's strongest key, each key once. */
function traitsIn(told: readonly Told[]): Said[] {
  const said = new Map<string, Said>();
  for (const row of told) {
    const [identity] = row.identities;
    if (!identity || !isStorable(identity) || row.kind === "alias" || row.kind === "consent") continue;
    const key = `${row.workspaceId} ${identity}`;
    const one = said.get(key) ?? { workspaceId: row.workspaceId, identity, traits: traitsAt({}, 0), isIdentified: false };
    // A default is said at the mirror image of its time: it loses to every word, and to every earlier default.
    const at = row.kind === "set_once" ? -row.at : row.at;
    mergeTraits(one.traits, traitsAt(row.kind === "group" ? groupTraits(row) : traitsOf(row), at));
    said.set(key, { ...one, isIdentified: one.isIdentified || row.kind === "identify" });
  }
  return [...said.values()];
}

const traitsOf = ({ traits }: Told): Record<string, unknown> => sanitise(JSON.parse(traits) as Record<string, unknown>).value ?? {};

/** A group's traits are known of its members under `group.`. */
const groupTraits = (row: Told): Record<string, unknown> => ({
  group: row.groupId,
  ...Object.fromEntries(Object.entries(traitsOf(row)).map(([name, value]) => [`group.${name}`, value])),
});

/** Every key that a link or a trait is about, with where it was heard of. */
function keysIn(links: readonly Link[], said: readonly Said[], rows: readonly SeenTogether[]): Heard[] {
  const heard = new Map<string, Heard>();
  const bySaid = new Set(said.map(({ workspaceId, identity }) => `${workspaceId} ${identity}`));
  const sources = new Map(rows.map(({ workspaceId, messageId, sourceId }) => [`${workspaceId} ${messageId}`, sourceId]));
  for (const { workspaceId, identity, other, how, messageId, at } of links) {
    const sourceId = sources.get(`${workspaceId} ${messageId}`)!;
    for (const key of [identity, other]) heard.set(`${workspaceId} ${key}`, { workspaceId, identity: key, how, sourceId, at });
  }
  for (const { workspaceId, identities, sourceId, at } of rows) {
    const key = `${workspaceId} ${identities[0]}`;
    if (bySaid.has(key) && !heard.has(key)) heard.set(key, { workspaceId, identity: identities[0]!, how: "same_fact", sourceId, at });
  }
  return [...heard.values()];
}
