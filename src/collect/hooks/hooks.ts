import { randomBytes } from "node:crypto";
import { Failure } from "../../model/failure.ts";
import type { HookOptions, SenderId } from "../../model/hook.ts";
import type { Store } from "../../store/open.ts";
import type { Intake } from "../intake/intake.ts";
import { createAddressBook } from "./address-book.ts";
import { createDeliveryLog } from "./deliveries.ts";
import { receiveDelivery } from "./receive.ts";
import { addHook, changeHook, findHook, revokeHook, type HookRecord } from "./registry.ts";
import type { Delivery } from "./sender.ts";
import { addSecret, removeSecret, resealSecrets } from "./secrets.ts";
import { senderOf } from "./senders/list.ts";

/** Webhooks: their records, and the door through which they come in. */
export type Hooks = {
  /** Makes a webhook. `secret` is ours, to be pasted at the sender, and cannot be shown again; `null` when the sender makes it. */
  create(
    workspaceId: string,
    given: { name: string; sender: SenderId; options: HookOptions; secret: string },
  ): Promise<{ id: string; secret: string | null }>;
  change(workspaceId: string, given: { id: string } & Partial<Pick<HookRecord, "name" | "options" | "mapping">>): Promise<void>;
  revoke(workspaceId: string, id: string): Promise<void>;
  /** Adds a secret beside the one in force, which ends at `oldUntil` (UTC ms, `null`: never by itself). */
  rotate(workspaceId: string, given: { id: string; secret: string; oldUntil: number | null }): Promise<{ secret: string | null }>;
  removeSecret(workspaceId: string, given: { id: string; secretId: string }): Promise<void>;
  /** @throws Failure when it is not proven, or cannot be kept */
  receive(id: string, delivery: Delivery): Promise<void>;
  /** Counts a delivery that was refused before it was looked at. */
  refuse(id: string, failure: Failure): Promise<void>;
  /** Resolves when the list of deliveries holds everything that was answered. */
  flush(): Promise<void>;
};

export type HooksOptions = { now: () => number; onTrouble: (error: unknown) => void };

/** Opens the door for webhooks, and locks their secrets with the key in use. */
export async function createHooks(store: Store, intake: Intake, { now, onTrouble }: HooksOptions): Promise<Hooks> {
  const book = createAddressBook(store, now);
  const log = createDeliveryLog(store, onTrouble);
  const limitBytes = store.settings.bodyLimitKb * 1024;
  await resealSecrets(store);

  /** The secret that a webhook gets: the given one, one of ours where we make them, or none yet. */
  function secretFor(senderId: SenderId, given: string): { text: string; isOurs: boolean } {
    const { makeSecret } = senderOf(senderId);
    if (given !== "" || !makeSecret) return { text: given, isOurs: false };
    return { text: makeSecret(randomBytes(32)), isOurs: true };
  }

  return {
    async create(workspaceId, { name, sender, options, secret }) {
      const id = await addHook(store, workspaceId, { name, sender, options }, now());
      const { text, isOurs } = secretFor(sender, secret);
      if (text) await addSecret(store, workspaceId, { hookId: id, text, oldUntil: null, now: now() });
      book.forget();
      return { id, secret: isOurs ? text : null };
    },
    async change(workspaceId, given) {
      await changeHook(store, workspaceId, given);
      book.forget();
    },
    async revoke(workspaceId, id) {
      await revokeHook(store, workspaceId, id, now());
      book.forget();
    },
    async rotate(workspaceId, { id, secret, oldUntil }) {
      const { sender, revokedAt } = await findHook(store, workspaceId, id);
      if (revokedAt !== null) throw new Failure("conflict", { problem: "This webhook was revoked. Make a new one." });
      const { text, isOurs } = secretFor(sender, secret);
      if (!text) throw new Failure("bad_input", { field: "secret", problem: "paste the secret that the sender shows." });
      await addSecret(store, workspaceId, { hookId: id, text, oldUntil, now: now() });
      book.forget();
      return { secret: isOurs ? text : null };
    },
    async removeSecret(workspaceId, { id, secretId }) {
      await removeSecret(store, workspaceId, { hookId: id, id: secretId });
      book.forget();
    },
    receive: (id, delivery) => receiveDelivery({ book, intake, log }, id, delivery, limitBytes),
    async refuse(id, { code, message }) {
      const hook = await book.find(id);
      if (hook) intake.refuse(hook.workspaceId, { sourceId: hook.id, code, says: message });
    },
    flush: log.flush,
  };
}
