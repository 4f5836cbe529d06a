import type { DeadLetter, Fact } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import { sanitise } from "../sanitise.ts";
import { bagOf, textOf } from "../sources/bag.ts";
import { findDeadLetters, settleDeadLetters, type WaitingLetter } from "../watch/dead-letters.ts";
import { takeAgain } from "../watch/take-again.ts";
import { factIn, holdsFact } from "../steps/letter.ts";
import type { Intake } from "../intake/intake.ts";
import { itemsIn } from "./mapping/tell.ts";
import { readParcels } from "./reading/reading.ts";
import { findHook, type HookRecord } from "./registry.ts";
import type { Delivery, Parcel } from "./sender.ts";
import { senderOf } from "./senders/list.ts";

/** A dead letter of a webhook, perhaps mended. */
export type HookLetter = Pick<DeadLetter, "sourceId" | "protocol" | "receivedAt" | "raw">;

/**
 * Reads a dead letter of a webhook again, by what its fields mean today, as if it had come when it first did.
 *
 * @throws Failure `bad_input` with the reason when it is still of no use, `bad_json` when it is no JSON
 */
export async function replayParcel(store: Store, intake: Intake, workspaceId: string, letter: HookLetter): Promise<void> {
  const hook = await findHook(store, workspaceId, letter.sourceId);
  await takeAgain(intake, workspaceId, factsIn(letter, hook));
}

/** How many letters were taken in, and how many are still of no use. */
export type ReplayCount = { taken: number; left: number };

const lettersAtOnce = 500;

/** Reads every waiting dead letter of a webhook again, the oldest first. Those that are of use, and that no step of the intake sets aside, are taken in and settled, five hundred at once. */
export async function replayHook(store: Store, intake: Intake, workspaceId: string, hookId: string): Promise<ReplayCount> {
  const hook = await findHook(store, workspaceId, hookId);
  const count: ReplayCount = { taken: 0, left: 0 };
  for (let after = "0"; ;) {
    const letters = await findDeadLetters(store, workspaceId, { sourceId: hookId, after, most: lettersAtOnce });
    const last = letters.at(-1);
    if (!last) return count;
    const read: { letter: WaitingLetter; facts: Fact[] }[] = [];
    for (const letter of letters) {
      const facts = factsOrNone(letter, hook);
      if (facts && (await intake.judge(workspaceId, facts)) === null) read.push({ letter, facts });
    }
    const facts = read.flatMap((one) => one.facts);
    if (facts.length > 0) await intake.store(workspaceId, facts);
    await settleDeadLetters(store, { workspaceId, letters: read.map(({ letter }) => letter), state: "replayed" });
    count.taken += read.length;
    count.left += letters.length - read.length;
    after = last.id;
  }
}

/** The facts in a dead letter; `null` when it is still of no use. */
function factsOrNone(letter: HookLetter, hook: HookRecord): Fact[] | null {
  try {
    return factsIn(letter, hook);
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

/** @throws Failure `bad_input` or `bad_json` */
function factsIn(letter: HookLetter, hook: HookRecord): Fact[] {
  if (holdsFact(letter)) return [factIn(letter)];
  const { raw, receivedAt } = letter;
  const { parcels, flags } = parcelsIn(raw, hook);
  const { facts, letters } = readParcels(parcels, { hook, receivedAt, flags });
  const [first] = letters;
  if (first) throw new Failure("bad_input", { field: "raw", problem: first.problem });
  return facts;
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
