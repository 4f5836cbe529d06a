import { createHash, randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import type { Caller } from "./route.ts";

/** How long a sign-in lasts: unused for `idleMs`, and `absoluteMs` at most. */
export const loginLasts = { idleMs: 30 * 60_000, absoluteMs: 12 * 3_600_000 };

/** argon2id, 19 MiB, two passes, one lane: OWASP's recommendation. */
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, strength);

const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

// Verified when nobody has this e-mail, so that an unknown address takes as long as a wrong password.
let decoy: Promise<string> | null = null;

/**
 * Checks an e-mail and a password, and starts a login.
 *
 * @returns the token for the cookie; only its hash is stored
 * @throws  Failure `wrong_credentials`, whichever of the two is wrong and in the same time
 */
export async function signIn(store: Store, given: { email: string; password: string }, now: number): Promise<string> {
  const user = await store.records.database
    .selectFrom("users")
    .innerJoin("members", "members.user_id", "users.id")
    .innerJoin("workspaces", "workspaces.id", "members.workspace_id")
    .select(["users.id", "users.password_hash", "members.workspace_id"])
    .where("users.email", "=", given.email.trim().toLowerCase())
    // People come for their own company; the sample is one click away.
    .orderBy(({ eb }) => eb("workspaces.sample", "=", "none"), "desc")
    .executeTakeFirst();
  decoy ??= hashPassword(randomBytes(16).toString("hex"));
  const isRight = await verify(user?.password_hash ?? (await decoy), given.password);
  if (!user || !isRight) throw new Failure("wrong_credentials");
  return startLogin(store, { userId: user.id, workspaceId: user.workspace_id }, now);
}

/** Whether this is the password of a user. */
export async function isPasswordOf({ records }: Store, userId: string, password: string): Promise<boolean> {
  const user = await records.database.selectFrom("users").select("password_hash").where("id", "=", userId).executeTakeFirst();
  return user !== undefined && (await verify(user.password_hash, password));
}

/** Gives a user another password. Every login ends, because one of them may be the reason. */
export async function setPassword({ records }: Store, userId: string, password: string): Promise<void> {
  const password_hash = await hashPassword(password);
  await records.database.transaction().execute(async (trx) => {
    await trx.updateTable("users").set({ password_hash }).where("id", "=", userId).execute();
    await trx.deleteFrom("logins").where("user_id", "=", userId).execute();
  });
}

/** Starts a login for a member who has just proven who they are. */
export async function startLogin(
  store: Store,
  { userId, workspaceId }: { userId: string; workspaceId: string },
  now: number,
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const at = new Date(now);
  await store.records.database
    .insertInto("logins")
    .values({
      token_hash: hashToken(token),
      user_id: userId,
      workspace_id: workspaceId,
      created_at: at,
      seen_at: at,
      expires_at: new Date(now + loginLasts.absoluteMs),
    })
    .execute();
  await store.records.database.deleteFrom("logins").where("expires_at", "<", at).execute();
  return token;
}

/** Who holds this token; `null` when the login ended, lay idle for too long or never began. */
export async function findCaller(store: Store, token: string, now: number): Promise<Caller | null> {
  const login = await store.records.database
    .selectFrom("logins")
    .innerJoin("members", (join) =>
      join.onRef("members.user_id", "=", "logins.user_id").onRef("members.workspace_id", "=", "logins.workspace_id"),
    )
    .select(["logins.token_hash", "logins.user_id", "logins.workspace_id", "logins.seen_at", "members.role"])
    .where("token_hash", "=", hashToken(token))
    .where("expires_at", ">", new Date(now))
    .where("seen_at", ">", new Date(now - loginLasts.idleMs))
    .executeTakeFirst();
  if (!login) return null;
  // A full disk must not keep anyone from looking.
  if (now - login.seen_at.getTime() > 60_000 && !store.disk.isFull()) {
    await store.records.database
      .updateTable("logins")
      .set({ seen_at: new Date(now) })
      .where("token_hash", "=", login.token_hash)
      .execute();
  }
  return { workspaceId: login.workspace_id, userId: login.user_id, role: login.role };
}

/** Makes a login work in another workspace. Whoever calls this has checked that its holder is a member there. */
export async function enterWorkspace(store: Store, token: string, workspaceId: string): Promise<void> {
  await store.records.database
    .updateTable("logins")
    .set({ workspace_id: workspaceId })
    .where("token_hash", "=", hashToken(token))
    .execute();
}

/** Ends a login. */
export async function signOut(store: Store, token: string): Promise<void> {
  await store.records.database.deleteFrom("logins").where("token_hash", "=", hashToken(token)).execute();
}
