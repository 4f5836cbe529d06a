import type { Shape } from "../shape.ts";

/** Zendesk's export of tickets. Its columns are chosen by whoever exports, so few are certain. */
export const zendesk: Shape = {
  id: "zendesk",
  title: "Zendesk",
  kind: "tickets",
  tells: [
    "id|ticket id",
    "requester|requester email|requester e mail",
    "subject",
    "satisfaction score|solved at|requested|requester id|assignee",
  ],
  columns: {
    ticket: "ticket id,id",
    user: "requester external id",
    time: "created at,requested,ticket created",
    updated: "updated at,updated",
    solved: "solved at",
    replyWait: "first reply time in minutes,first reply time",
    channel: "via,channel",
  },
  drops: /^(requester id|submitter id|assignee id|group id|organization id|brand id)$/,
};
