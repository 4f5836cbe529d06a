import type { SenderId } from "../../../model/hook.ts";
import type { Sender } from "../sender.ts";
import { generic } from "./generic.ts";
import { hubspot } from "./hubspot.ts";
import { intercom } from "./intercom.ts";
import { shopify } from "./shopify.ts";
import { standard } from "./standard.ts";
import { stripe } from "./stripe.ts";
import { zendesk } from "./zendesk.ts";

/** Every sender of webhooks that Rapport understands. */
export const senders: readonly Sender[] = [shopify, stripe, zendesk, intercom, hubspot, standard, generic];

export const senderOf = (id: SenderId): Sender => senders.find((sender) => sender.id === id)!;
