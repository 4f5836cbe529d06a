import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import { sanitise } from "../sanitise.ts";
import { bagOf, textOf } from "../sources/bag.ts";
import { findDeadLetters, settleDeadLetter } from "../watch/dead-letters.ts";
import type { Intake } from "../intake.ts";
import { itemsIn } from "./mapping/tell.ts";
import { readParcels } from "./reading.ts";
import { findHook, type HookRecord } from "./registry.ts";
import type { Delivery, Parcel } from "./sender.ts";
import { senderOf } from "./senders/list.ts";

/** A dead letter of a webhook, perhaps mended. */
export type HookLetter = { sourceId: string; receivedAt: number; raw: string };

/**
 * Reads a dead letter of a webhook again, by what its fields mean today, as if it had come when it first did.
 *
 * @throws Failure `bad_input` with the reason when it is still of no use, `bad_json` when it is no JSON
 */
export async function replayParcel(store: Store, intake: Intake, workspaceId: string, letter: HookLetter): Promise<void> {
  await takeIn(intake, workspaceId, letter, await findHook(store, workspaceId, letter.sourceId));
}

/** How many letters were taken in, and how many are still of no use. */
export type ReplayCount = { taken: number; left: number };

const mostAtOnce = 1000;

/** Reads the waiting dead letters of a webhook again, the oldest first, a thousand at most. */
export async function replayHook(store: Store, intake: Intake, workspaceId: string, hookId: string): Promise<ReplayCount> {
  const hook = await findHook(store, workspaceId, hookId);
  const letters = await findDeadLetters(store, workspaceId, { sourceId: hookId, most: mostAtOnce });
  const count: ReplayCount = { taken: 0, left: 0 };
  for (const letter of letters) {
    try {
      await takeIn(intake, workspaceId, letter, hook);
    } catch (error) {
      const isStill = error instanceof Failure && error.status < 429;
      if (!isStill) throw error;
      count.left++;
      continue;
    }
    await settleDeadLetter(store, { workspaceId, letter, state: "replayed" });
    count.taken++;
  }
  return count;
}

async function takeIn(intake: Intake, workspaceId: string, letter: HookLetter, hook: HookRecord): Promise<void> {
  const { parcels, flags } = parcelsIn(letter.raw, hook);
  const { facts, letters } = readParcels(parcels, { hook, receivedAt: letter.receivedAt, flags });
  const [first] = letters;
  if (first) throw new Failure("bad_input", { field: "raw", problem: first.problem });
  await intake.accept(workspaceId, facts);
}

const noRequest: Delivery = { bytes: Buffer.alloc(0), headers: {}, query: {}, method: "POST", uri: "", receivedAt: 0 };

/** What a dead letter holds: one event, or a whole delivery as text when it was no JSON, which is unpacked once it is. */
function parcelsIn(raw: string, hook: HookRecord): { parcels: Parcel[]; flags: string[] } {
  const { id, topic, item, body, text } = bagOf(parse(raw));
  if (body === undefined && text === undefined)
    throw new Failure("bad_input", { field: "raw", problem: "give `topic`, `id` and the delivery itself as `body`." });
  const { value, flags, tooDeep } = sanitise(body === undefined ? parse(textOf(text)) : body);
  if (tooDeep) throw new Failure("bad_input", { field: "raw", problem: "it is nested deeper than 200 levels." });
  const named = { id: textOf(id), topic: textOf(topic), body: value };
  const sender = senderOf(hook.sender);
  if (body === undefined) {
    const parcels = sender.unpack(value, noRequest, hook);
    return { parcels: parcels.map((parcel) => ({ ...parcel, id: parcel.id || named.id, topic: parcel.topic || named.topic })), flags };
  }
  const isItem = Array.isArray(item) && item.every((index) => Number.isInteger(index));
  const parcel: Parcel = isItem ? { ...named, item: item as number[] } : named;
  return { parcels: sender.isMapped ? itemsIn(parcel, hook.mapping) : [parcel], flags };
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch (error) {
    throw new Failure("bad_json", { problem: (error as Error).message });
  }
}
