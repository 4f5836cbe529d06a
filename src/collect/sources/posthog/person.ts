import { identityOf } from "../../../model/identity.ts";
import type { Names } from "../arrived.ts";
import { bagOf, isGiven, type Bag } from "../bag.ts";

/** What clients make up for those who have no name. */
export const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

// Every visitor without cookies has this id until their server makes one of address and browser, which is not done here.
const cookieless = "$posthog_cookieless";

const user = (raw: unknown): Names[number] => [raw, raw === cookieless ? null : identityOf("user", raw)];
const visitor = (raw: unknown): Names[number] => [raw, raw === cookieless ? null : identityOf("anonymous", raw)];

/**
 * Who an event is of. The protocol has one name for everyone, `distinct_id`: what stands beside it says whether it is a user or a visitor.
 *
 * A program on a server says nothing beside it. Then it is a user; and where it looks like an id that clients make up for visitors, the
 * visitor of that id as well, so that both are one customer.
 */
export function namesIn(item: Bag): Names {
  const properties = bagOf(item.properties);
  const distinctId = distinctIdOf(item);
  const device = properties.$device_id;
  const devices = isGiven(device) && device !== distinctId ? [visitor(device)] : [];
  if (properties.$is_identified === true) return [user(distinctId), ...devices];
  const isVisitor = properties.$is_identified === false || isPersonless(item) || (isGiven(device) && device === distinctId);
  if (isVisitor) return [visitor(distinctId), ...devices];
  return [user(distinctId), ...(typeof distinctId === "string" && uuid.test(distinctId) ? [visitor(distinctId)] : []), ...devices];
}

/** The keys of someone whom a call identifies as a user, whatever stands beside it. */
export function namesOfUser(item: Bag, distinctId: unknown): Names {
  const { $anon_distinct_id: before, $device_id: device } = bagOf(item.properties);
  const visitors = [before, device].filter((id) => isGiven(id) && id !== distinctId);
  return [user(distinctId), ...[...new Set(visitors)].map(visitor)];
}

/** The name of whoever an event is of, raw. */
export const distinctIdOf = (item: Bag): unknown => item.distinct_id ?? bagOf(item.properties).distinct_id;

function isPersonless({ properties, options }: Bag): boolean {
  return bagOf(properties).$process_person_profile === false || bagOf(options).process_person_profile === false;
}
