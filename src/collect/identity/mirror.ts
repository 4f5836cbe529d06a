import { Readable } from "node:stream";
import { sql, type Kysely } from "kysely";
import { customerNameOf } from "../../model/customer-name.ts";
import type { Identity } from "../../model/identity.ts";
import { customerIdOf } from "../../store/customer-id.ts";
import type { Store } from "../../store/open.ts";
import type { Tables } from "../../store/records/tables.ts";

const stream = "mirror";
const pageRows = 10_000;

/**
 * Copies what changed in the records since the last time to the event store, where questions join it: links between customers, and
 * their profiles. Doing it twice changes nothing, because a copy carries the sequence of its change as its version.
 *
 * @param upTo  the ingest sequence up to which the records are complete
 */
export async function mirror({ events, records }: Store, upTo: number): Promise<void> {
  const { database } = records;
  const after = await readCheckpoint(database, stream);
  if (after >= upTo) return;
  const insert = async (table: string, rows: unknown[][]) => {
    if (rows.length === 0) return;
    const values = Readable.from([Buffer.from(rows.map((row) => JSON.stringify(row)).join("\n"))]);
    (await events.client.exec({ query: `INSERT INTO ${table} FORMAT JSONCompactEachRow`, values })).stream.resume();
  };
  await eachPage(
    (last) =>
      database
        .selectFrom("identities")
        .select(["workspace_id", "identity as key", "customer_id", "changed_seq"])
        .where("changed_seq", ">", after)
        .where("changed_seq", "<=", upTo)
        .where(({ eb, refTuple, tuple }) => eb(refTuple("workspace_id", "identity"), ">", tuple(last[0], last[1])))
        .orderBy("workspace_id")
        .orderBy("identity")
        .limit(pageRows)
        .execute(),
    (rows) => insert("customer_links (workspace_id, from_id, to_id, version)", rows.map(linkRow)),
  );
  await eachPage(
    (last) =>
      database
        .selectFrom("customers")
        .select(["workspace_id", "id as key", "traits", "changed_seq"])
        .where("changed_seq", ">", after)
        .where("changed_seq", "<=", upTo)
        .where(({ eb, refTuple, tuple }) => eb(refTuple("workspace_id", "id"), ">", tuple(last[0], last[1])))
        .orderBy("workspace_id")
        .orderBy("id")
        .limit(pageRows)
        .execute(),
    (rows) => insert("profiles (workspace_id, customer_id, version, name, email, phone, traits)", rows.map(profileRow)),
  );
  // A customer of whom nothing is known any more was kept so long only to say so here.
  await sql`DELETE FROM customers WHERE changed_seq > ${after} AND changed_seq <= ${upTo} AND traits = '{}'`.execute(database);
  await writeCheckpoint(database, stream, upTo);
}

type Keyed = { workspace_id: string; key: string };

async function eachPage<Row extends Keyed>(read: (last: [string, string]) => Promise<Row[]>, write: (rows: Row[]) => Promise<void>) {
  let last: [string, string] = ["", ""];
  for (;;) {
    const rows = await read(last);
    await write(rows);
    if (rows.length < pageRows) return;
    const { workspace_id, key } = rows.at(-1)!;
    last = [workspace_id, key];
  }
}

function linkRow(row: Keyed & { customer_id: string; changed_seq: number }): unknown[] {
  return [row.workspace_id, customerIdOf(row.workspace_id, row.key as Identity), row.customer_id, row.changed_seq];
}

function profileRow({
  workspace_id,
  key,
  changed_seq,
  traits,
}: Keyed & { changed_seq: number; traits: Record<string, unknown> }): unknown[] {
  const name = customerNameOf(traits) ?? "";
  const flat = Object.fromEntries(Object.entries(traits).map(([trait, value]) => [trait, textOf(value)]));
  return [workspace_id, key, changed_seq, name, textOf(traits.email), textOf(traits.phone), flat];
}

const textOf = (value: unknown): string =>
  value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);

/** How far a reader of the order of arrival has come; 0 before its first step. */
export async function readCheckpoint(database: Kysely<Tables>, name: string): Promise<number> {
  const row = await database.selectFrom("checkpoints").select("seq").where("stream", "=", name).executeTakeFirst();
  return row?.seq ?? 0;
}

export async function writeCheckpoint(database: Kysely<Tables>, name: string, seq: number): Promise<void> {
  await database
    .insertInto("checkpoints")
    .values({ stream: name, seq })
    .onConflict((conflict) => conflict.column("stream").doUpdateSet({ seq }))
    .execute();
}
