import type { Stage } from "../../model/channel.ts";
import type { Feedback, Interaction } from "../../model/fact.ts";
import type { Catalogue } from "../../model/touchpoint.ts";
import { fold } from "./fold.ts";
import { compileCondition, type Condition } from "./rule.ts";

/** Where a fact belongs. An empty touchpoint: it is no part of journeys, or nobody knows. */
export type Place = { touchpoint: string; stage: Stage | "" };

type Rule = { conditions: readonly Condition[]; place: Place };

/**
 * A catalogue, ready to be asked of each fact: the rules in order, and touchpoints by their folded names. `recent` remembers of names that
 * came lately which rules are left to ask, and where the name itself leads.
 */
export type Places = {
  rules: readonly Rule[];
  byName: Map<string, Place>;
  recent: { rules: Map<string, readonly Rule[]>; places: Map<string, Place | null> };
};

export const nowhere: Place = { touchpoint: "", stage: "" };

/** Makes a catalogue ready. A rule whose touchpoint is no more is left out. */
export function compilePlaces(catalogue: Catalogue): Places {
  const placeOf = new Map(catalogue.touchpoints.map(({ id, name, stage }) => [id, { touchpoint: name, stage }]));
  const rules = liveRules(catalogue).map(({ conditions, touchpointId }) => ({
    conditions: conditions.map(compileCondition),
    place: touchpointId === null ? nowhere : placeOf.get(touchpointId)!,
  }));
  return { rules, byName: placesByName(catalogue), recent: { rules: new Map(), places: new Map() } };
}

/** The rules that can decide anything: all but those whose touchpoint is no more. */
export function liveRules({ touchpoints, rules }: Catalogue): Catalogue["rules"] {
  const ids = new Set(touchpoints.map(({ id }) => id));
  return rules.filter(({ touchpointId }) => touchpointId === null || ids.has(touchpointId));
}

/** Each name that leads to a touchpoint, folded. A touchpoint's own name goes before what others are also called. */
export function placesByName({ touchpoints }: Catalogue): Map<string, Place> {
  const byName = new Map<string, Place>();
  const add = (name: string, place: Place) => !byName.has(fold(name)) && byName.set(fold(name), place);
  const places = touchpoints.map(({ name, names, stage }) => ({ name, names, place: { touchpoint: name, stage } }));
  for (const { name, place } of places) add(name, place);
  for (const { names, place } of places) for (const name of names) add(name, place);
  return byName;
}

// The same few names come again and again: folding each of them, and asking each rule about it, is the dear part.
const rememberedAtMost = 5000;

function remember<Value>(memory: Map<string, Value>, name: string, find: () => Value): Value {
  const known = memory.get(name);
  if (known !== undefined) return known;
  if (memory.size >= rememberedAtMost) memory.clear();
  const found = find();
  memory.set(name, found);
  return found;
}

const findByName = ({ byName, recent }: Places, name: string): Place | null =>
  remember(recent.places, name, () => byName.get(fold(name)) ?? null);

/** The rules that may hold for an event of this name, with the conditions that depend on more than the name. */
function findRules({ rules, recent }: Places, fact: Interaction): readonly Rule[] {
  return remember(recent.rules, fact.name, () => {
    const left: Rule[] = [];
    for (const { conditions, place } of rules) {
      if (!conditions.every(({ onName, holds }) => !onName || holds(fact))) continue;
      const others = conditions.filter(({ onName }) => !onName);
      left.push({ conditions: others, place });
      if (others.length === 0) break;
    }
    return left;
  });
}

/**
 * Where an interaction belongs: the first rule that holds decides; then the touchpoint that the sender named, by any of its names; then
 * the event's name. What nobody knows is a touchpoint of its own. A stage that the sender named counts where the touchpoint has none.
 */
export function placeInteraction(places: Places, fact: Interaction): Place {
  const { saidTouchpoint = "", saidStage = "", name } = fact;
  if (places.rules.length > 0)
    for (const { conditions, place } of findRules(places, fact))
      if (conditions.every(({ holds }) => holds(fact))) return place === nowhere ? nowhere : staged(place, saidStage);
  const said = saidTouchpoint || name;
  return staged(findByName(places, said), saidStage, said);
}

/** Where feedback belongs: the touchpoint that it names, by any of its names. */
export function placeFeedback(places: Places, { saidTouchpoint = "", saidStage = "" }: Feedback): Place {
  return staged(findByName(places, saidTouchpoint), saidStage, saidTouchpoint);
}

function staged(place: Place | null, saidStage: Stage | "", said = ""): Place {
  if (place && (place.stage !== "" || saidStage === "")) return place;
  return { touchpoint: place?.touchpoint ?? said, stage: saidStage };
}
