import type { Arrived, Fact, Identification } from "../../../model/fact.ts";
import { correctClock, type Moment } from "../../instant.ts";
import { arrivedOf, furtherOf, nameOf } from "../arrived.ts";
import { bagOf, textOf, type Bag } from "../bag.ts";
import { Refusal } from "../refusal.ts";
import { interactionOf } from "../segment/interaction.ts";
import type { Arrival } from "../source.ts";
import { trackedOf } from "../tracked.ts";
import { contextOf, propertiesOf, titleOf } from "./circumstances.ts";
import { aliasOf, groupOf, groupsOf, traitsOf } from "./identification.ts";
import { distinctIdOf, namesIn, namesOfUser } from "./person.ts";
import { surveyAnswerOf } from "./survey.ts";
import { knownAs } from "./vocabulary.ts";

/** An arrival with the time at which the client says that it sent, raw. */
export type Setting = Arrival & { sentAt: unknown };

/** One of the facts in an event, by a name of its own within the event. */
export type Part = [part: string, fact: Fact];

const wanted = "Give `distinct_id`, the name of whoever it is about.";

/**
 * The facts in one event: what happened or was said, then what it tells beside that of the person and their groups.
 *
 * @throws Refusal `no_event`, `no_user_anon_id`, `no_previous_id`, `no_group_id`, `message_id_too_long`
 */
export function readEvent(item: Bag, flags: string[], setting: Setting): Fact[] {
  const name = nameOf(item.event);
  if (name === "") throw new Refusal("no_event", "Give `event`, the event's name.");
  const properties = bagOf(item.properties);
  const names = name === "$identify" ? namesOfUser(item, distinctIdOf(item)) : namesIn(item);
  const messageId = item.uuid ?? properties.$insert_id ?? item.message_id;
  const shared = arrivedOf({ messageId, names, moment: momentOf(item, setting), flags }, setting, wanted);
  const [first, ...others] = partsOf(name, item, shared, setting);
  return [first![1], ...others.map(([part, fact]) => furtherOf(fact, part))];
}

function partsOf(name: string, item: Bag, shared: Arrived, setting: Setting): Part[] {
  const context = contextOf(item);
  const traits = traitsOf(item, shared, { context, country: setting.country });
  switch (name) {
    case "$identify": {
      const identify = { ...traits.set, kind: "identify" } as Identification;
      const before = bagOf(item.properties).$anon_distinct_id;
      const alias = before === undefined || before === distinctIdOf(item) ? [] : [["alias", aliasOf(before, shared, context)] as Part];
      return [["identify", identify], ...traits.once, ...alias, ...groupsOf(item, shared, context)];
    }
    case "$create_alias":
    case "$merge_dangerously":
      return [["alias", aliasOf(bagOf(item.properties).alias, shared, context)]];
    case "$groupidentify":
      return [["group", groupOf(item, shared, context)]];
    case "$set":
    case "$set_once":
    case "$unset":
      return traits.isSet || traits.once.length === 0 ? [["set", traits.set], ...traits.once] : traits.once;
    default: {
      const happened = surveyAnswerOf(name, item, shared) ?? happenedOf(name, item, shared, setting);
      const set: Part[] = traits.isSet ? [["set", traits.set]] : [];
      return [["event", happened], ...set, ...traits.once, ...groupsOf(item, shared, context)];
    }
  }
}

const kinds = new Map([
  ["$pageview", "page"],
  ["$screen", "screen"],
] as const);

function happenedOf(event: string, item: Bag, shared: Arrived, { currency }: Setting): Fact {
  const kind = kinds.get(event as "$screen") ?? "track";
  const name = kind === "track" ? event : titleOf(kind, item);
  const known = kind === "track" ? knownAs(event, bagOf(item.properties)) : name;
  const properties = propertiesOf(item);
  const told = { name, known, properties, context: contextOf(item), currency };
  return kind === "track" ? trackedOf(shared, told) : interactionOf(shared, { kind, ...told });
}

/** When it happened: a time of the client's clock, or how long before it was sent. */
function momentOf(item: Bag, { sentAt, receivedAt }: Setting): Moment {
  const properties = bagOf(item.properties);
  const isExact = properties.$ignore_sent_at === true || bagOf(item.options).disable_skew_correction === true;
  const said = item.timestamp ?? properties.timestamp;
  const sent = isExact ? undefined : sentAt;
  const offsetMs = Number(textOf(item.offset));
  if (said !== undefined || textOf(item.offset) === "" || !Number.isFinite(offsetMs)) return correctClock(said, sent, receivedAt);
  return correctClock(receivedAt - offsetMs, undefined, receivedAt);
}
