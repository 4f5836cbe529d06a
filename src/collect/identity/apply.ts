import { sql, type Transaction } from "kysely";
import { identityOf, identityParts, type Identity } from "../../model/identity.ts";
import { customerIdOf } from "../../store/customer-id.ts";
import type { Tables } from "../../store/records/tables.ts";
import { whoGave } from "../intake/line.ts";
import { sanitise } from "../sanitise.ts";
import { keysDecided, markSettled, namedIn, type Unsettled } from "./decisions.ts";
import type { Answer, Evidence, SeenTogether, Told } from "./evidence.ts";
import { linksAmong, linksOfAlias, type Link } from "./link.ts";
import type { LinkMemory } from "./link-memory.ts";
import { judgeKeys, keysAround, rowsOf, saveLinks, type KeyPair } from "./save-links.ts";
import { alone, saveCustomers, saveKeys, saveTraits, writeCustomers, type Heard, type Said } from "./save-people.ts";
import { settleKeys } from "./settle-keys.ts";
import { partStrangers, readMet, settleStrangers, type Word } from "./strangers.ts";
import { mergeTraits, noTraits, traitsAt } from "./traits.ts";

type Trx = Transaction<Tables>;

/** What the records have to follow: facts, and what people decided. */
export type News = Evidence & { decisions: Unsettled[] };

/**
 * Brings the records up to date with a stretch of facts and with decisions: whose key is whose, and what is known of whom.
 *
 * It may be given the same facts again, and the stretches in any order: the records end up the same.
 *
 * @param seq     the end of the stretch, by which what changed is marked
 * @param memory  links that the records are known to hold
 */
export async function applyNews(trx: Trx, { together, told, decisions }: News, seq: number, memory: LinkMemory): Promise<void> {
  const word = wordIn(together, told, memory);
  const met = await readMet(trx, word.heard);
  const { strangers, rest } = partStrangers(word, met);
  const first = settleStrangers(strangers);
  await saveKeys(trx, [...first.keys, ...rest.heard.map(alone)], seq);
  await saveLinks(trx, first.links);
  await writeCustomers(trx, first.customers, seq);

  const relinked = await saveLinks(
    trx,
    rest.links.map((link) => ({ ...link, outcome: "new" })),
  );
  const { customers, identified } = await saveTraits(trx, rest.said, seq);
  const around = await keysAround(trx, relinked);
  const rejudged = await judgeKeys(trx, [...relinked, ...around, ...identified, ...(await keysDecided(trx, decisions))]);
  const moved = await settleKeys(trx, [...bothOf(rejudged), ...namedIn(decisions), ...met.spokenOf], seq);
  await saveCustomers(trx, [...customers, ...moved], seq);
  await markSettled(trx, decisions);
}

function wordIn(together: readonly SeenTogether[], told: readonly Told[], memory: LinkMemory): Word {
  const links = memory.dropKnown(linksIn(together, told));
  const said = traitsIn(told);
  return { links, said, heard: keysIn(links, said, [...told, ...together]) };
}

const bothOf = (pairs: readonly KeyPair[]) =>
  pairs.flatMap(({ workspaceId, identity, other }) => [
    { workspaceId, identity },
    { workspaceId, identity: other },
  ]);

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
  const add = ({ workspaceId, messageId, sourceId, at }: SeenTogether, how: Link["how"], pair: { identity: Identity; other: Identity }) => {
    const key = `${workspaceId} ${pair.identity}\n${pair.other}`;
    const link = { workspaceId, messageId, sourceId, at, how, ...pair };
    const before = links.get(key);
    if (!before || isEarlier(link, before)) links.set(key, link);
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

type Evident = { at: number; messageId: string; how: string };

const isEarlier = (a: Evident, b: Evident): boolean =>
  a.at - b.at < 0 || (a.at === b.at && (a.messageId < b.messageId || (a.messageId === b.messageId && a.how < b.how)));

// PostgreSQL's text cannot hold NUL.
const isStorable = (identity: Identity): boolean => !identity.includes("\0");

/** What was said of each customer's strongest key, each key once. */
function traitsIn(told: readonly Told[]): Said[] {
  const said = new Map<string, Said>();
  for (const row of told) {
    const [identity] = row.identities;
    if (!identity || !isStorable(identity) || row.kind === "alias" || row.kind === "consent") continue;
    const key = `${row.workspaceId} ${identity}`;
    const one = said.get(key) ?? { workspaceId: row.workspaceId, identity, traits: noTraits(), isIdentified: false };
    // A default is said at the mirror image of its time: it loses to every word, and to every earlier default.
    const at = row.kind === "set_once" ? -row.at : row.at;
    mergeTraits(one.traits, traitsAt(row.kind === "group" ? groupTraits(row) : traitsOf(row), at, row.sourceId));
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

/** Every key that a link or a trait is about, with the earliest evidence of it. */
function keysIn(links: readonly Link[], said: readonly Said[], rows: readonly SeenTogether[]): Heard[] {
  const heard = new Map<string, Heard>();
  const add = (key: Heard) => {
    const name = `${key.workspaceId} ${key.identity}`;
    const before = heard.get(name);
    if (!before || isEarlier(key, before)) heard.set(name, key);
  };
  for (const { other, ...link } of links) for (const identity of [link.identity, other]) add({ ...link, identity });
  const bySaid = new Set(said.map(({ workspaceId, identity }) => `${workspaceId} ${identity}`));
  for (const { workspaceId, identities, messageId, sourceId, at } of rows) {
    const [identity] = identities;
    if (identity && bySaid.has(`${workspaceId} ${identity}`)) add({ workspaceId, identity, how: "same_fact", messageId, sourceId, at });
  }
  return [...heard.values()];
}
