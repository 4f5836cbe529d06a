import type { Shape } from "../shape.ts";

/** SurveyMonkey's export of responses: the questions in the first row, their choices in the second. */
export const surveymonkey: Shape = {
  id: "surveymonkey",
  title: "SurveyMonkey",
  kind: "responses",
  tells: ["respondent id", "collector id", "start date|date created", "end date|date modified"],
  columns: {
    response: "respondent id",
    time: "end date,date modified",
    started: "start date,date created",
    email: "email address",
  },
  drops: /^(ip address|first name|last name|collector id)$/,
};
