import type { Shape } from "../shape.ts";

/** Qualtrics' export of responses, with one, two or three header rows; choices as texts or as codes. */
export const qualtrics: Shape = {
  id: "qualtrics",
  title: "Qualtrics",
  kind: "responses",
  tells: ["response id", "recorded date|end date", "finished|progress|status"],
  columns: {
    response: "response id",
    time: "recorded date,end date",
    started: "start date",
    finished: "finished",
    kind: "status",
    email: "recipient email",
    user: "external reference,external data reference",
    language: "user language",
    channel: "distribution channel",
  },
  drops:
    /^(ip address|progress|location (latitude|longitude)|recipient (first|last) name|duration in seconds|end date|q recaptcha score)$|( nps group| do \d*| do|first click|last click|page submit|click count| topics| parent topics| sentiment.*)$/,
};
