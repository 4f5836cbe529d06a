import { plainWords } from "../cells/words.ts";
import type { Asked } from "../plan.ts";
import type { Row } from "../rows/row.ts";
import { questionScale, type ScoredQuestion } from "../../../model/fact.ts";
import { customerFields, fieldOf, placeFields, profileFields, timeFields } from "./fields.ts";
import { knownOf, type Kind, type Told } from "./kind.ts";
import { personOf } from "./person.ts";

const ownFields = [
  fieldOf(
    "response",
    "Response id",
    "key",
    "response id,responseid,respondent id,submission id,response number,antwort id,id de la reponse,id de respuesta,yanit no",
  ),
  fieldOf(
    "started",
    "Started",
    "instant",
    "start date,started at,start date utc,startdate,date started,datum gestartet,datum start,date de lancement,fecha de inicio,start time",
  ),
  fieldOf("finished", "Finished", "text", "finished,completed,complete,response type,completion status"),
  fieldOf("kind", "Kind of response", "text", "status,response status"),
  fieldOf(
    "language",
    "Language",
    "language",
    "user language,userlanguage,language,start language,startlanguage,lang,locale,start sprache,sprache,langue de depart,idioma inicial,dil",
  ),
];

/** One response to a survey. Every scored question of it is an answer of its own, and words belong to the score before them. */
export const responses: Kind = {
  id: "responses",
  title: "Survey responses",
  key: "response",
  fields: [
    ...ownFields,
    ...timeFields(
      ",recorded date,recordeddate,date submitted,submitdate,submit date,submit date utc,end date,enddate,date modified,datum abgeschickt,date de soumission,fecha de envio,completion time",
    ),
    ...customerFields,
    ...profileFields,
    ...placeFields,
  ],
  needs: [["time", "started"]],
  telling: [["response"]],
  channel: "web",
  tell: (row) => {
    const isUnfinished = leaveOutUnreal(row);
    const at = row.instantIn("time") ?? row.instant("started");
    const who = row.identities();
    const response = row.key("response");
    const shared = {
      fact: "feedback" as const,
      identities: who,
      timestamp: at,
      language: row
        .text("language")
        .replaceAll("_", "-")
        .toLowerCase()
        .replace(/-([a-z]{2})$/, (_, land: string) => `-${land.toUpperCase()}`),
      touchpoint: row.text("touchpoint") || row.plan.touchpoint,
      channel: row.channelOr(row.plan.channel),
      stage: row.stage(),
      surveyId: "",
    };
    const properties = { ...row.rest(), ...knownOf({ response_id: response, unfinished: isUnfinished || null }) };
    const told = answersIn(row).map(({ question, score, comment, title, column }): Told => ({
      draft: { ...shared, question, score, comment, properties: { ...properties, question_text: title } },
      key: response === "" ? null : [response, row.plan.headers[column]!],
    }));
    if (told.length === 0 && row.problem === null) {
      if (isUnfinished) row.omit("nothing_answered", "The response was begun and nothing in it answered.");
      else row.omit("nothing_answered", "The response answers none of the questions that were chosen.");
    }
    return [...told, ...personOf(row, at)];
  },
};

const isNo = /^(0|false|no|nein|non|partial|incomplete|partially complete)$/;
const unreal: Record<string, string> = {
  "1": "preview",
  "2": "test",
  "8": "spam",
  "survey preview": "preview",
  "survey test": "test",
  spam: "spam",
};

/** Leaves out what no customer answered, and what was not finished; says whether it was not. */
function leaveOutUnreal(row: Row): boolean {
  const kind = unreal[plainWords(row.text("kind"))];
  if (kind === "preview" || kind === "test")
    row.omit("preview", "The response is a preview or a test of the survey, given by no customer.");
  if (kind === "spam") row.omit("spam", "The survey program took the response for spam.");
  const said = plainWords(row.text("finished"));
  // Where nobody says whether it is finished, a response without a time of submission is not.
  const isUnfinished = said !== "" ? isNo.test(said) : row.text("time") === "";
  if (isUnfinished && !row.plan.keepsUnfinished)
    row.omit("unfinished", "The response was begun and not finished. Choose to count unfinished ones if it should.");
  return isUnfinished;
}

type Answer = { question: ScoredQuestion | ""; score: number | null; comment: string; title: string; column: number };

/** The answers of a response in the order of their questions. */
function answersIn(row: Row): Answer[] {
  const answers: Answer[] = [];
  // The score that the next words belong to: the one before them, unless it has words already.
  let open: Answer | null = null;
  for (const { column, asked, title } of row.plan.answers) {
    if (asked === "words") {
      const comment = row.cell(column);
      if (comment === "") continue;
      if (open && open.comment === "") Object.assign(open, { comment });
      else answers.push({ question: "", score: null, comment, title, column });
      open = null;
      continue;
    }
    const score = scoreIn(row, column, asked);
    open = null;
    if (score === null) continue;
    open = { question: questionOf(asked), score, comment: "", title, column };
    answers.push(open);
  }
  return answers;
}

const questionOf = (asked: Exclude<Asked, "words">): ScoredQuestion => asked.replace(" reversed", "") as ScoredQuestion;

function scoreIn(row: Row, column: number, asked: Exclude<Asked, "words">): number | null {
  const question = questionOf(asked);
  const score = row.scoreIn(column, question);
  const [low, high] = questionScale[question];
  return score === null || question === asked ? score : low + high - score;
}
