import type { Channel } from "../../../model/channel.ts";
import type { Interaction } from "../../../model/fact.ts";
import { identityOf } from "../../../model/identity.ts";
import { correctClock, type Moment } from "../../instant.ts";
import { arrivedOf, nameOf, type Names } from "../arrived.ts";
import { isGiven, textOf, type Bag } from "../bag.ts";
import { Refusal } from "../refusal.ts";
import { interactionOf } from "../segment/interaction.ts";
import type { Arrival } from "../source.ts";
import { contextOf } from "./context.ts";
import { happenedIn } from "./happening.ts";
import { entityIn } from "./self-describing.ts";

const wanted = "Give `uid`, `duid` or another id of the user or device.";

const channels = new Map(Object.entries<Channel>({ web: "web", mob: "app", app: "app", iot: "device" }));

/**
 * What happened, from one unpacked event.
 *
 * @throws Refusal `no_user_anon_id`, `message_id_too_long`, `unknown_type`, `bad_self_describing`
 */
export function readEvent(item: Bag, flags: string[], arrival: Arrival): Interaction {
  const shared = arrivedOf({ messageId: item.eid, names: namesIn(item), moment: momentOf(item, arrival), flags }, arrival, wanted);
  const channel = channels.get(textOf(item.p));
  const happened = happenedIn(item);
  const name = nameOf(happened.name);
  if (name === "") throw new Refusal("no_event", "It has no name: a structured event needs `se_ca` and `se_ac`.");
  const context = contextOf(item);
  return interactionOf(shared, { ...happened, name, context, currency: arrival.currency, ...(channel ? { channel } : {}) });
}

/** The user, then the device: as the tracker knows it, as its network knows it, as an app's session knows it. */
function namesIn({ uid, duid, tnuid, nuid, contexts }: Bag): Names {
  const devices = [duid, tnuid, nuid, entityIn(contexts, "client_session").userId].filter(isGiven);
  return [[uid, identityOf("user", uid)], ...[...new Set(devices)].map((id) => [id, identityOf("anonymous", id)] as const)];
}

/** A true time stands as it is; a device's time is corrected by when it was sent. */
function momentOf({ ttm, dtm, stm }: Bag, { receivedAt }: Arrival): Moment {
  return isGiven(ttm) ? correctClock(ttm, undefined, receivedAt) : correctClock(dtm, stm, receivedAt);
}
