import type { Interaction } from "../../../model/fact.ts";
import { touchpointOf } from "../../touchpoints.ts";
import { bagOf, textOf, type Bag } from "../bag.ts";
import { Refusal } from "../refusal.ts";
import { pageOf } from "./context.ts";
import { actions } from "./commerce.ts";
import { entityIn, schemaOf, selfDescribing } from "./self-describing.ts";

/** What an event tells, in our words. */
export type Happening = {
  kind: Interaction["kind"];
  name: string;
  known?: string;
  properties: Bag;
  money?: { amount: unknown; currency?: unknown } | null;
};

/** What an unpacked event says that happened. @throws Refusal `unknown_type`, `bad_self_describing` */
export function happenedIn(item: Bag): Happening {
  const page = pageOf(item);
  switch (item.e) {
    case "pv":
      return {
        kind: "page",
        name: [page.title, page.path, page.url].map(textOf).find((text) => text.trim() !== "") ?? "Page",
        properties: page,
      };
    case "pp":
      return {
        kind: "track",
        name: "Page Ping",
        properties: { ...page, ...named(item, reach) },
      };
    case "se":
      return structured(item);
    case "ue":
      return described(item);
    case "tr":
      return { kind: "track", name: "Order Completed", properties: named(item, order) };
    case "ti":
      return { kind: "track", name: "Order Item", properties: named(item, orderItem), money: null };
    default:
      throw new Refusal("unknown_type", "Give `e` as pv, pp, se, ue, tr or ti.");
  }
}

// Fields of the first versions of the protocol, and what they are called here.
const order = fieldsOf(
  "tr_id:order_id tr_af:affiliation tr_tt:total tr_tx:tax tr_sh:shipping tr_ci:city tr_st:state tr_co:country tr_cu:currency",
);
const orderItem = fieldsOf("ti_id:order_id ti_sk:sku ti_nm:name ti_ca:category ti_pr:price ti_qu:quantity ti_cu:currency");
const action = fieldsOf("se_ca:category se_ac:action se_la:label se_pr:property se_va:value");
const reach = fieldsOf("pp_mix:least_x pp_max:most_x pp_miy:least_y pp_may:most_y");

type Fields = readonly (readonly [from: string, to: string])[];

function fieldsOf(pairs: string): Fields {
  return pairs.split(" ").map((pair) => pair.split(":") as [string, string]);
}

const named = (item: Bag, fields: Fields): Bag =>
  Object.fromEntries(fields.flatMap(([from, to]) => (item[from] === undefined ? [] : [[to, item[from]]])));

function structured(item: Bag): Happening {
  const properties = named(item, action);
  const name = [properties.category, properties.action].map(textOf).filter(Boolean).join("/");
  return { kind: "track", name, known: wordedOr(name, textOf(properties.action)), properties, money: null };
}

/** A self-describing event is named by its schema, without the version. */
function described(item: Bag): Happening {
  const event = selfDescribing(item.event);
  if (!event) throw new Refusal("bad_self_describing", "A self-describing event needs `schema`, as iglu:vendor/name/format/version.");
  const { vendor, name } = schemaOf(event.schema)!;
  const properties = typeof event.data === "object" && event.data !== null ? bagOf(event.data) : { value: event.data };
  if (name === "screen_view") return { kind: "screen", name: textOf(properties.name) || "Screen", properties };
  const full = `${vendor}/${name}`;
  const done = name === "snowplow_ecommerce_action" ? actions.get(textOf(properties.type)) : undefined;
  if (!done) return { kind: "track", name: full, known: wordedOr(full, name), properties };
  const { known, entity, amount } = done;
  const told = entity ? entityIn(item.contexts, entity) : {};
  const money = entity && amount ? { amount: told[amount], currency: told.currency } : null;
  return { kind: "track", name: full, known, properties: entity ? { ...properties, [entity]: told } : properties, money };
}

// A name that the shops' vocabulary knows means the same here.
const wordedOr = (name: string, words: string): string => {
  const worded = words.replaceAll(/[_-]+/g, " ");
  return touchpointOf(worded).stage === "" ? name : worded;
};
