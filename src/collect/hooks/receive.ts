import type { DeadLetter } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import type { Intake } from "../intake/intake.ts";
import { Refusal } from "../sources/refusal.ts";
import type { AddressBook, Hook } from "./address-book.ts";
import { readContent } from "./reading/body.ts";
import type { DeliveryLog } from "./deliveries.ts";
import { readParcels, type HookReading } from "./reading/reading.ts";
import type { Delivery } from "./sender.ts";
import { senderOf } from "./senders/list.ts";

/** What taking a delivery needs. */
export type Reception = { book: AddressBook; intake: Intake; log: DeliveryLog };

/**
 * Takes one delivery: is it proven, what does it say, keep it. Resolves when it is durable; records follow later.
 *
 * @throws Failure `unknown_hook` or `not_proven` with no other effect than a count; `overloaded`, `not_durable`, `secret_locked` and `store_unavailable`
 *         are our own trouble, after which the sender may send it again
 */
export async function receiveDelivery(
  { book, intake, log }: Reception,
  hookId: string,
  delivery: Delivery,
  limitBytes: number,
): Promise<void> {
  const hook = await book.find(hookId);
  if (!hook) throw new Failure("unknown_hook");
  prove(hook, delivery, ({ code, message }) => intake.refuse(hook.workspaceId, { sourceId: hook.id, code, says: message }));
  const { reading, ...named } = open(hook, delivery, limitBytes);
  const { facts, letters } = reading;
  const isEmpty = facts.length + letters.length === 0;
  const { stored, known } = isEmpty ? { stored: 0, known: 0 } : await intake.accept(hook.workspaceId, facts, letters);
  const code = letters[0]?.code ?? (isEmpty ? "nothing_in_it" : "");
  const raw = delivery.bytes.toString("utf8");
  log.note(hook.workspaceId, hook.id, { receivedAt: delivery.receivedAt, ...named, stored, known, setAside: letters.length, code, raw });
}

function prove(hook: Hook, delivery: Delivery, count: (refusal: Refusal) => void): void {
  const inForce = hook.secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > delivery.receivedAt);
  const secrets = inForce.flatMap(({ text }) => (text === null ? [] : [text]));
  try {
    senderOf(hook.sender).verify(delivery, secrets, hook);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // It may have been signed with the one that cannot be opened: that is our trouble, and no reason to turn the sender away for good.
    if (secrets.length < inForce.length) throw new Failure("secret_locked");
    count(error);
    throw new Failure("not_proven", { problem: error.message });
  }
}

type Opened = { deliveryId: string; topic: string; reading: HookReading };

function open(hook: Hook, delivery: Delivery, limitBytes: number): Opened {
  const { receivedAt } = delivery;
  const content = readContent(delivery, limitBytes);
  const sender = senderOf(hook.sender);
  if ("code" in content) {
    const { code, problem, text } = content;
    const [named = { id: "", topic: "" }] = sender.unpack({}, delivery, { ...hook, mapping: null });
    const raw = JSON.stringify({ id: named.id, topic: named.topic, text });
    const letter: DeadLetter = { sourceId: hook.id, receivedAt, protocol: "", code, problem, raw };
    return { deliveryId: named.id, topic: named.topic, reading: { facts: [], letters: [letter] } };
  }
  const parcels = sender.unpack(content.body, delivery, hook);
  const [first] = parcels;
  const reading = readParcels(parcels, { hook, receivedAt, flags: content.flags });
  return { deliveryId: first?.id ?? "", topic: first?.topic ?? "ping", reading };
}
