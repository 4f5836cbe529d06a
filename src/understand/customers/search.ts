import { sql } from "kysely";
import { identityKinds, identityOf, type Identity } from "../../model/identity.ts";
import { customerIdOf } from "../../store/customer-id.ts";
import type { Store } from "../../store/open.ts";
import { boundIds } from "./names.ts";
import { isCustomerId } from "./rows-of.ts";

/** A condition on `customer_id` in SQL, with what it binds; without text it holds for everybody. */
export type Search = { sql: string; bound: Record<string, unknown> };

// Shorter ones are a part of nearly every key.
const shortestPart = 3;
const ownersAtMost = 1000;

/**
 * The customers whom a text may mean: by a part of the name, address, phone number or another key, or by a customer's id. A part of a key
 * has at least three characters; of very many owners of such keys that are nobody's first key, a thousand are found.
 */
export async function searchFor(store: Store, workspaceId: string, text: string): Promise<Search> {
  const q = text.trim();
  if (!q) return { sql: "true", bound: {} };
  const known = `SELECT customer_id FROM profiles FINAL WHERE workspace_id = {workspace:String}
    AND arrayExists(said -> positionCaseInsensitiveUTF8(said, {q:String}) > 0, [name, email, phone])`;
  const seen = (table: string) => `SELECT customer_id FROM lived_${table}(workspace = {workspace:String})
    WHERE arrayExists(key -> positionCaseInsensitiveUTF8(substring(key, position(key, ':') + 1), {q:String}) > 0, identities)`;
  const parts = [known, ...([...q].length < shortestPart ? [] : ["interactions", "feedback"].map(seen))];
  const found = [...idsOfKey(workspaceId, q), ...(await ownersOf(store, workspaceId, q))];
  return { sql: `(customer_id IN ${boundIds("found")} OR customer_id IN (${parts.join(" UNION ALL ")}))`, bound: { q, found } };
}

/** The customers whom a text names as a whole, as long as the records do not say otherwise: by id, or by a key of whatever kind. */
const idsOfKey = (workspaceId: string, q: string): string[] => [
  ...(isCustomerId(q) ? [q] : []),
  ...keysIn(q).map((key) => customerIdOf(workspaceId, key)),
];

const keysIn = (q: string): Identity[] => identityKinds.map((kind) => identityOf(kind, q)).filter((key): key is Identity => key !== null);

/** Whose keys the records say these are now: keys that the text is, and, where it is long enough, those that it is a part of. */
async function ownersOf({ records }: Store, workspaceId: string, q: string): Promise<string[]> {
  const whole = [...keysIn(q), ""];
  const part = `%:%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await records.database
    .selectFrom("identities")
    .select("customer_id")
    .where("workspace_id", "=", workspaceId)
    .where(({ or, eb }) =>
      or([
        eb("identity", "in", whole),
        ...([...q].length < shortestPart || q.includes("\0") ? [] : [sql<boolean>`identity ILIKE ${part}`]),
      ]),
    )
    .groupBy("customer_id")
    // Whose key the text is comes before those of whose keys it is a part.
    .orderBy(sql`bool_or(identity IN (${sql.join(whole)}))`, "desc")
    .orderBy("customer_id")
    .limit(ownersAtMost)
    .execute();
  return rows.map(({ customer_id }) => customer_id);
}
