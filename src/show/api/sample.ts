import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { actOnCase } from "../../act/cases/case-work.ts";
import { openCases } from "../../act/cases/open-cases.ts";
import { opensCase, usualRules } from "../../act/cases/case-rules.ts";
import { writeCatalogue } from "../../collect/catalogue/catalogue.ts";
import { addLocations } from "../../collect/locations/locations.ts";
import { townCatalogue } from "../../collect/sample/catalogue.ts";
import { tellCase } from "../../collect/sample/case-stories.ts";
import { townAbout } from "../../collect/sample/company.ts";
import { townLocations } from "../../collect/sample/locations.ts";
import { townRecords } from "../../collect/sample/records.ts";
import { generateTown } from "../../collect/sample/town.ts";
import type { Fact, Feedback } from "../../model/fact.ts";
import { addInitiative } from "../../prove/initiative.ts";
import { customerIdOf } from "../../store/customer-id.ts";
import type { SampleState, Tables } from "../../store/records/tables.ts";
import type { Product } from "./product.ts";
import { createWorkspace } from "./workspaces.ts";

/** How many customers the sample company has unless somebody asks for another number. */
export const usualCustomers = townAbout.customers;

/** Facts of a customer's year, about: progress is shown against it. */
const factsPerCustomer = 29.6;
/** Shares of the whole work: storing the facts, following them into records, living through the cases. */
const parts = { stored: 0.7, followed: 0.2, lived: 0.1 };
const groupFacts = 20_000;

/** The sample company of this user; `null` when it is not there. It is a workspace of its own, so that nothing of it mixes with real data. */
export async function findSample(database: Kysely<Tables>, userId: string): Promise<{ id: string; sample: SampleState } | null> {
  const row = await database
    .selectFrom("members")
    .innerJoin("workspaces", "workspaces.id", "members.workspace_id")
    .select(["workspaces.id", "workspaces.sample"])
    .where("members.user_id", "=", userId)
    .where("workspaces.sample", "!=", "none")
    .executeTakeFirst();
  return row ?? null;
}

/** Makes the sample company's workspace for a user and begins to load its year. Answers the workspace and the task. */
export async function loadSample(
  product: Product,
  { userId, customers }: { userId: string; customers: number },
): Promise<{ workspaceId: string; job: string }> {
  const { database } = product.store.records;
  const workspaceId = await database.transaction().execute(async (trx) => {
    const id = await createWorkspace(trx, { name: townAbout.name, timezone: townAbout.timezone }, new Date(product.now()));
    await writeCatalogue(trx, id, townCatalogue());
    await addLocations(trx, id, townLocations());
    await trx.updateTable("workspaces").set({ sample: "loading" }).where("id", "=", id).execute();
    await trx.insertInto("members").values({ workspace_id: id, user_id: userId, role: "owner" }).execute();
    return id;
  });
  const total = Math.round(customers * factsPerCustomer);
  const job = await product.jobs.start({ workspaceId, kind: "sample", total, unit: "facts" }, (tell, signal) =>
    fill(product, { workspaceId, userId, customers, signal, tell: (share) => tell(Math.round(total * share)) }),
  );
  return { workspaceId, job };
}

type Filling = { workspaceId: string; userId: string; customers: number; signal: AbortSignal; tell(share: number): void };

async function fill(product: Product, { workspaceId, userId, customers, signal, tell }: Filling): Promise<Record<string, unknown>> {
  const { collect, courtesy, store, now } = product;
  const until = now();
  const sourceId = await addSource(store.records.database, workspaceId, until);
  const low: Feedback[] = [];
  const expected = customers * factsPerCustomer;
  let facts = 0;
  let group: Fact[] = [];
  // One group is stored while the next one is made.
  let storing: Promise<void> = Promise.resolve();
  const flush = async () => {
    await storing;
    const given = group;
    group = [];
    storing = collect.intake.store(workspaceId, given).then(() => {
      facts += given.length;
      tell(Math.min(1, facts / expected) * parts.stored);
    });
    // Whether it failed is asked when it is waited for.
    storing.catch(() => {});
  };
  try {
    for (const batch of generateTown({ seed: townAbout.seed, customers, until, sourceId })) {
      signal.throwIfAborted();
      group.push(...batch);
      for (const fact of batch) if (fact.fact === "feedback" && opensCase(usualRules, fact, until)) low.push(fact);
      // The generator keeps the thread busy: others get their turn between batches.
      await courtesy.giveWay();
      if (group.length >= groupFacts) await flush();
    }
    await flush();
  } finally {
    // Whoever removes the company waits for the end of this task: nothing of it may come later.
    await storing;
  }
  await addRecords(product, workspaceId, until);
  await collect.follower.caughtUp();
  tell(parts.stored + parts.followed);
  low.sort((a, b) => a.timestamp - b.timestamp);
  await liveCases(product, { workspaceId, userId, low, tell: (share) => tell(parts.stored + parts.followed + parts.lived * share) });
  await store.records.database.updateTable("workspaces").set({ sample: "loaded" }).where("id", "=", workspaceId).execute();
  return { facts, customers, cases: low.length };
}

async function addSource(database: Kysely<Tables>, workspaceId: string, at: number): Promise<string> {
  const id = randomUUID();
  const row = { workspace_id: workspaceId, id, kind: "sample" as const, name: townAbout.name, key_prefix: null, key_hash: null };
  await database
    .insertInto("sources")
    .values({ ...row, created_at: new Date(at), revoked_at: null })
    .execute();
  return id;
}

async function addRecords({ store }: Product, workspaceId: string, until: number): Promise<void> {
  const { initiatives, segments } = townRecords(until);
  const { database } = store.records;
  const created_at = new Date(until);
  for (const { name, conditions } of segments)
    await database
      .insertInto("segments")
      .values({ workspace_id: workspaceId, id: randomUUID(), name, conditions: JSON.stringify(conditions), created_at })
      .execute();
  for (const initiative of initiatives) await addInitiative({ store, workspaceId }, { ...initiative, ownerId: null }, until);
}

type Living = { workspaceId: string; userId: string; low: Feedback[]; tell(share: number): void };

/** Opens the case of each low answer when the answer came, and lets the invented staff do what they did about it. */
async function liveCases({ store, now }: Product, { workspaceId, userId, low, tell }: Living): Promise<void> {
  const { database } = store.records;
  for (const [done, answer] of low.entries()) {
    const customerId = customerIdOf(workspaceId, answer.identities[0]!);
    await database.transaction().execute((trx) => openCases(trx, [{ ...answer, workspaceId, customerId }], answer.timestamp + 60_000));
    const { id } = await database
      .selectFrom("cases")
      .select("id")
      .where("workspace_id", "=", workspaceId)
      .where("feedback_id", "=", answer.messageId)
      .executeTakeFirstOrThrow();
    for (const { at, ...act } of tellCase(answer, now())) await actOnCase(store, { workspaceId, caseId: id, userId }, act, at);
    tell((done + 1) / low.length);
  }
  // The staff is invented: nobody real did this.
  await database.updateTable("case_events").set({ who: null }).where("workspace_id", "=", workspaceId).execute();
  await database.updateTable("cases").set({ owner_id: null }).where("workspace_id", "=", workspaceId).execute();
}
