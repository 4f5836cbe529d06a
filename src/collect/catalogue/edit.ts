import { randomUUID } from "node:crypto";
import { Failure } from "../../model/failure.ts";
import type { Catalogue, PlaceRule, Touchpoint } from "../../model/touchpoint.ts";
import { fold } from "./fold.ts";
import { usualTouchpoint } from "./usual.ts";

/** A change of a catalogue: it answers the new one, and leaves the old one as it is. */
export type Edit = (catalogue: Catalogue) => Catalogue;

/** What somebody says about a touchpoint; what they do not say is as usual. */
export type TouchpointWords = Partial<Omit<Touchpoint, "id">> & { name: string };

const mostTouchpoints = 500;
const mostRules = 200;
const mostNames = 5000;

/** Adds a touchpoint. @throws Failure `bad_input` when its name is taken */
export const addTouchpoint =
  (words: TouchpointWords, id: string = randomUUID()): Edit =>
  ({ touchpoints, rules }) =>
    check({ touchpoints: [...touchpoints, tidy({ ...usualTouchpoint, ...words, id })], rules });

/**
 * Changes a touchpoint. A name that it had stays one of its names, because its senders know nothing of the new one.
 *
 * @throws Failure `not_found`, `bad_input`
 */
export const changeTouchpoint =
  (id: string, words: Partial<TouchpointWords>): Edit =>
  ({ touchpoints, rules }) => {
    const old = find(touchpoints, id, "touchpoint");
    const names = words.names ?? old.names;
    const isRenamed = words.name !== undefined && words.name !== old.name;
    const changed = tidy({ ...old, ...words, names: isRenamed ? [...names, old.name] : names });
    return check({ touchpoints: touchpoints.map((touchpoint) => (touchpoint.id === id ? changed : touchpoint)), rules });
  };

/** Removes a touchpoint and the rules that lead to it. @throws Failure `not_found` */
export const removeTouchpoint =
  (id: string): Edit =>
  ({ touchpoints, rules }) => {
    find(touchpoints, id, "touchpoint");
    return {
      touchpoints: touchpoints.filter((touchpoint) => touchpoint.id !== id),
      rules: rules.filter(({ touchpointId }) => touchpointId !== id),
    };
  };

/** Gives names to a touchpoint, and takes them from those that had them. @throws Failure `not_found` */
export const mapNames =
  (names: readonly string[], touchpointId: string): Edit =>
  ({ touchpoints, rules }) => {
    find(touchpoints, touchpointId, "touchpoint");
    const taken = new Set(names.map(fold));
    const moved = touchpoints.map((touchpoint) =>
      tidy({
        ...touchpoint,
        names: [...touchpoint.names.filter((name) => !taken.has(fold(name))), ...(touchpoint.id === touchpointId ? names : [])],
      }),
    );
    return check({ touchpoints: moved, rules });
  };

/** Leaves what is called by these names out of journeys: they join the rule that leaves out names, or make one. */
export const ignoreNames =
  (names: readonly string[]): Edit =>
  ({ touchpoints, rules }) => {
    const leavesOut = ({ touchpointId, conditions }: PlaceRule) =>
      touchpointId === null && conditions.length === 1 && conditions[0]!.field === "called" && conditions[0]!.op === "is";
    const known = rules.find(leavesOut);
    const values = [...new Set([...(known?.conditions[0]!.values ?? []), ...names])];
    const rule = {
      id: known?.id ?? randomUUID(),
      conditions: [{ field: "called", op: "is", key: "", values } as const],
      touchpointId: null,
    };
    return check({ touchpoints, rules: known ? rules.map((each) => (each === known ? rule : each)) : [...rules, rule] });
  };

/** Adds a rule after all others. @throws Failure `bad_input` */
export const addRule =
  (words: Omit<PlaceRule, "id">): Edit =>
  ({ touchpoints, rules }) =>
    check({ touchpoints, rules: [...rules, { ...words, id: randomUUID() }] });

/** Changes a rule. @throws Failure `not_found`, `bad_input` */
export const changeRule =
  (id: string, words: Partial<Omit<PlaceRule, "id">>): Edit =>
  ({ touchpoints, rules }) => {
    const old = find(rules, id, "rule");
    return check({ touchpoints, rules: rules.map((rule) => (rule === old ? { ...rule, ...words } : rule)) });
  };

/** Removes a rule. @throws Failure `not_found` */
export const removeRule =
  (id: string): Edit =>
  ({ touchpoints, rules }) => {
    const old = find(rules, id, "rule");
    return { touchpoints, rules: rules.filter((rule) => rule !== old) };
  };

/** Brings the rules, or the touchpoints, into an order. What is not named keeps its order, after the others. */
export const order =
  (what: "rules" | "touchpoints", ids: readonly string[]): Edit =>
  (catalogue) => {
    const rank = new Map(ids.map((id, index) => [id, index]));
    const sorted = <Item extends { id: string }>(items: readonly Item[]) =>
      items.toSorted((a, b) => (rank.get(a.id) ?? Infinity) - (rank.get(b.id) ?? Infinity) || 0);
    return { ...catalogue, [what]: what === "rules" ? sorted(catalogue.rules) : sorted(catalogue.touchpoints) };
  };

function find<Item extends { id: string }>(items: readonly Item[], id: string, thing: string): Item {
  const item = items.find((each) => each.id === id);
  if (!item) throw new Failure("not_found", { thing });
  return item;
}

/** A touchpoint whose names are told once each, without its own. */
function tidy(touchpoint: Touchpoint): Touchpoint {
  const seen = new Set([fold(touchpoint.name)]);
  const names = touchpoint.names.filter((name) => name !== "" && !seen.has(fold(name)) && seen.add(fold(name)));
  return { ...touchpoint, names };
}

/** @throws Failure `bad_input` for a catalogue that cannot decide */
function check(catalogue: Catalogue): Catalogue {
  const { touchpoints, rules } = catalogue;
  const owners = new Map<string, string>();
  for (const { name, names } of touchpoints)
    for (const each of [name, ...names]) {
      const other = owners.get(fold(each));
      if (other !== undefined) throw bad("name", `"${each}" is a name of ${other} already. A name leads to one touchpoint.`);
      owners.set(fold(each), name);
    }
  if (touchpoints.length > mostTouchpoints) throw bad("touchpoints", `keep ${mostTouchpoints} at most.`);
  if (rules.length > mostRules) throw bad("rules", `keep ${mostRules} at most.`);
  if (owners.size > mostNames) throw bad("names", `keep ${mostNames} at most; a rule with a pattern stands for many.`);
  const ids = new Set(touchpoints.map(({ id }) => id));
  for (const { touchpointId, conditions } of rules) {
    if (touchpointId !== null && !ids.has(touchpointId)) throw bad("touchpointId", "choose a touchpoint of the catalogue.");
    if (conditions.length === 0) throw bad("conditions", "say at least one condition.");
    for (const { field, key } of conditions) if (field === "property" && key === "") throw bad("key", "name the property.");
  }
  return catalogue;
}

const bad = (field: string, problem: string): Failure => new Failure("bad_input", { field, problem });
