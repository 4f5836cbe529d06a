import type { SenderId } from "../../../../model/hook.ts";

/** What is pasted at a sender whose webhooks say what their author writes. */
export const templates: Partial<Record<SenderId, string>> = {
  zendesk: `{
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
