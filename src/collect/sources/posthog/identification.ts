import type { Arrived, Identification } from "../../../model/fact.ts";
import { identityOf, identityParts, rankIdentities } from "../../../model/identity.ts";
import { bagOf, isGiven, textOf, type Bag } from "../bag.ts";
import { contactsIn } from "../contacts.ts";
import { Refusal } from "../refusal.ts";
import type { Part } from "./event.ts";
import { uuid } from "./person.ts";

const none = { traits: {}, groupId: "", previous: null };

/** What an event says of its person: traits that are set (`isSet`: whether there are any), and defaults, which only fill what was never said. */
export function traitsOf(
  item: Bag,
  shared: Arrived,
  { context, country }: { context: Bag; country: string },
): { isSet: boolean; set: Identification; once: Part[] } {
  const properties = bagOf(item.properties);
  const unset = item.$unset ?? properties.$unset;
  const removed = Array.isArray(unset) ? Object.fromEntries(unset.map((name) => [textOf(name), null])) : {};
  const set: Bag = { ...removed, ...bagOf(properties.$set), ...bagOf(item.$set) };
  const once: Bag = { ...bagOf(properties.$set_once), ...bagOf(item.$set_once) };
  const say = (kind: "set" | "set_once", traits: Bag): Identification => {
    const contacts = contactsIn(traits, country);
    return {
      fact: "identification",
      ...shared,
      ...none,
      kind,
      traits,
      context,
      identities: rankIdentities([...shared.identities, ...contacts.identities]),
      flags: [...shared.flags, ...contacts.flags],
    };
  };
  return {
    isSet: Object.keys(set).length > 0,
    set: say("set", set),
    once: Object.keys(once).length > 0 ? [["once", say("set_once", once)]] : [],
  };
}

/** That another name is the same person. A visitor who is given a second name is the user of that name. @throws Refusal `no_previous_id` */
export function aliasOf(other: unknown, shared: Arrived, context: Bag): Identification {
  if (!isGiven(other)) throw new Refusal("no_previous_id", "An alias needs `alias`, the other name of the same person.");
  const said = { fact: "identification" as const, ...shared, ...none, kind: "alias" as const, context };
  const [strongest] = shared.identities;
  const user = identityOf("user", other);
  if (user === null || strongest === undefined) return { ...said, flags: [...new Set([...shared.flags, "id_illegal"])] };
  if (strongest.startsWith("user:")) return { ...said, previous: user };
  const visitor = identityOf("user", identityParts(strongest).value);
  return { ...said, identities: rankIdentities([user, ...shared.identities]), previous: visitor };
}

/** What is said of a group, and of whoever says it: that they belong to it. @throws Refusal `no_group_id` */
export function groupOf(item: Bag, shared: Arrived, context: Bag): Identification {
  const { $group_type: type, $group_key: key, $group_set: set, $lib: library } = bagOf(item.properties);
  const groupId = textOf(key).trim();
  if (groupId === "") throw new Refusal("no_group_id", "A group needs `$group_key`, its name.");
  // Servers speak of a group without anyone of it: then the group's name stands where a person's would, or an id that is made up each time.
  const said = textOf(item.distinct_id);
  const isNobody = said === `$${textOf(type)}_${groupId}` || (library === "posthog-python" && uuid.test(said));
  const fact = memberOf(textOf(type), groupId, shared, context);
  return { ...fact, traits: { ...bagOf(set), ...fact.traits }, identities: isNobody ? [] : fact.identities };
}

/** The groups that an event says its person belongs to. */
export function groupsOf(item: Bag, shared: Arrived, context: Bag): Part[] {
  return Object.entries(bagOf(bagOf(item.properties).$groups)).flatMap(([type, key]): Part[] => {
    const groupId = textOf(key).trim();
    return groupId === "" ? [] : [[`group:${type}`, memberOf(type, groupId, shared, context)]];
  });
}

const memberOf = (type: string, groupId: string, shared: Arrived, context: Bag): Identification => ({
  fact: "identification",
  ...shared,
  ...none,
  kind: "group",
  groupId,
  traits: type === "" ? {} : { [type]: groupId },
  context,
});
