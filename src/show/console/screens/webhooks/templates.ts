import type { SenderId } from "../../../../model/hook.ts";
import type { Webhook } from "../../data/webhooks.ts";

const body = `{"type": "order.placed", "email": "customer@example.com", "total": "49.90"}`;

/** A first delivery from a terminal, where the secret is simply shown. A signature is better made by the sender's own program. */
function tryOut({ address, options }: Webhook): string {
  const proof: Partial<Record<typeof options.proof, string>> = {
    header: ` -H '${options.header}: YOUR_SECRET'`,
    basic: " -u 'any:YOUR_SECRET'",
  };
  if (options.proof === "hmac")
    return `body='${body}'
signature=$(printf %s "$body" | openssl dgst -${options.algorithm} -hmac 'YOUR_SECRET'${options.encoding === "base64" ? " -binary | base64" : " | sed 's/.* //'"})
curl '${address}' -H "${options.header}: ${options.prefix}$signature" -H 'content-type: application/json' -d "$body"`;
  return `curl '${address}${options.proof === "query" ? "?token=YOUR_SECRET" : ""}'${proof[options.proof] ?? ""} \\
  -H 'content-type: application/json' -d '${body}'`;
}

/** What is copied to the sender: the JSON of its trigger, or a first delivery to try the address. */
export const templates: Partial<Record<SenderId, (hook: Webhook) => string>> = {
  generic: tryOut,
  zendesk: () => `{
  "event": "ticket.solved",
  "ticket_id": "{{ticket.id}}",
  "status": "{{ticket.status}}",
  "subject": "{{ticket.title}}",
  "priority": "{{ticket.priority}}",
  "channel": "{{ticket.via}}",
  "requester_id": "{{ticket.requester.id}}",
  "requester_email": "{{ticket.requester.email}}",
  "requester_external_id": "{{ticket.requester.external_id}}",
  "satisfaction": "{{satisfaction.current_rating}}",
  "satisfaction_comment": "{{satisfaction.current_comment}}",
  "updated_at": "{{ticket.updated_at_with_timestamp}}"
}`,
};
