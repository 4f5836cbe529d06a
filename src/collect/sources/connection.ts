import ipaddr from "ipaddr.js";
import type { Asked, Reading, Source } from "./source.ts";

/** The connection of a request: its address, as far as trusted proxies tell it, and what it says of itself. */
export type Connection = Pick<Asked, "headers"> & { ip: string | undefined };

/**
 * Puts the connection's address into the context of what a customer's own device sent, unless its sender said one, or said that there is none.
 * It runs before the steps of the intake, so that what the workspace decided about addresses holds for this one as well.
 */
export function fillAddress({ facts }: Reading, { isClientSide }: Pick<Source, "isClientSide">, { ip, headers }: Connection): void {
  if (ip === undefined || !ipaddr.isValid(ip)) return;
  const address = ipaddr.process(ip).toString();
  for (const fact of facts) {
    if (fact.fact === "feedback" || fact.context.ip !== undefined) continue;
    if (isClientSide(fact.context, headers)) fact.context.ip = address;
  }
}
