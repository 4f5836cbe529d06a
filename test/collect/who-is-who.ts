import { applyNews } from "../../src/collect/identity/apply.ts";
import { unsettled } from "../../src/collect/identity/decisions.ts";
import type { Evidence } from "../../src/collect/identity/evidence.ts";
import { createLinkMemory } from "../../src/collect/identity/link-memory.ts";
import type { Fact } from "../../src/model/fact.ts";
import type { Identity } from "../../src/model/identity.ts";
import { customerIdOf } from "../../src/store/customer-id.ts";
import type { Store } from "../../src/store/open.ts";

/** What the follower would read of these facts. */
export function evidenceOf(workspaceId: string, facts: readonly Fact[]): Evidence {
  const shared = ({ identities, messageId, sourceId, timestamp }: Fact) => ({
    workspaceId,
    identities,
    messageId,
    sourceId,
    at: timestamp,
  });
  return {
    together: facts.flatMap((fact) => (fact.fact === "interaction" && fact.identities.length > 1 ? [shared(fact)] : [])),
    told: facts.flatMap((fact) =>
      fact.fact === "identification"
        ? [{ ...shared(fact), kind: fact.kind, traits: JSON.stringify(fact.traits), groupId: fact.groupId, previous: fact.previous ?? "" }]
        : [],
    ),
    answers: [],
  };
}

/** The records of one workspace, as a follower keeps them; `restart` forgets what only a running process knows. */
export function createRecordKeeper(store: Store, workspaceId: string) {
  const { database } = store.records;
  let memory = createLinkMemory();
  let seq = 0;
  return {
    async follow(facts: readonly Fact[]): Promise<void> {
      const decisions = await unsettled(database);
      const news = { ...evidenceOf(workspaceId, facts), decisions };
      await database.transaction().execute((trx) => applyNews(trx, news, ++seq, memory));
      memory.keep();
    },
    restart(): void {
      memory = createLinkMemory();
    },
    read: () => readRecords(store, workspaceId),
  };
}

/**
 * Everything that the records say of who is who in a workspace, without marks of when and where it was written: customers go by the key
 * that they are named after. A customer without traits has no record.
 */
export async function readRecords({ records }: Store, workspaceId: string): Promise<string[]> {
  const known = await records.database.selectFrom("identities").select("identity").where("workspace_id", "=", workspaceId).execute();
  const names = new Map(known.map(({ identity }) => [customerIdOf(workspaceId, identity as Identity), identity]));
  const marks = new Set(["changed_seq", "updated_at", "workspace_id"]);
  const dumps = await Promise.all(
    (["identities", "customers", "identity_links"] as const).map(async (table) => {
      const rows = (await records.database
        .selectFrom(table as "customers")
        .selectAll()
        .where("workspace_id", "=", workspaceId)
        .execute()) as Record<string, unknown>[];
      return rows
        .filter((row) => table !== "customers" || Object.keys(row.traits as object).length > 0)
        .map((row) => `${table} ${JSON.stringify(Object.entries(row).filter(([name]) => !marks.has(name)))}`)
        .map((line) => line.replace(/"(\d{15,20})"/, (whole, id: string) => (names.has(id) ? `"of ${names.get(id)}"` : whole)));
    }),
  );
  return dumps.flat().sort();
}

/** The keys of each customer of a workspace. */
export async function readPeople({ records }: Store, workspaceId: string): Promise<string[][]> {
  const rows = await records.database
    .selectFrom("identities")
    .select(["identity", "customer_id"])
    .where("workspace_id", "=", workspaceId)
    .orderBy("identity")
    .execute();
  const people = new Map<string, string[]>();
  for (const { identity, customer_id } of rows) people.set(customer_id, [...(people.get(customer_id) ?? []), identity]);
  return [...people.values()].sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
}
