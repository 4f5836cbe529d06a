import { questionScale, scoredQuestions, type ScoredQuestion } from "../../../model/fact.ts";
import { addressIn } from "../cells/address.ts";
import { isInstant } from "../cells/instant.ts";
import { isSilence } from "../cells/labels.ts";
import { readScore } from "../cells/score.ts";
import { plainWords } from "../cells/words.ts";
import type { AnswerColumn } from "../plan.ts";
import type { Column } from "./column.ts";

// Parts of words by which a question says what it asks, in several languages.
const asks: [ScoredQuestion, RegExp][] = [
  [
    "recommend",
    /(^| )(nps|ltr|net promoter)( |$)|recommend|weiterempf|empfehl|empfiehl|recommand|recomend|recomiend|raccomand|consigliere|aanbevel|polec|rekommend|anbefal|suosittel|doporuc|tavsiye|рекоменд|препоръч|推奨|おすすめ|推薦|推荐/,
  ],
  ["ease", /(^| )(ces|easy|ease|effort)( |$)|easily|(^| )(einfach|leicht|aufwand|muhe)|facil|kolay|легко|лесно|latwo/],
  [
    "satisfaction",
    /(^| )(csat|osat)( |$)|satisf|zufrieden|memnun|soddisf|tevred|zadowol|tyytyv|nojd|tilfreds|spokojen|довол|удовлетвор|満足|满意|stars?( |$)|sterne|how (would|do) you rate|wie bewerten|(^| )rating( |$)/,
  ],
];

// How urgent something is, and what it is called: `3 - Moderate` and `Great` stand there, and answer nothing.
const askNothing =
  /(^| )(priority|severity|urgency|impact|prioritat|dringlichkeit|priorite|prioridad\w*|priorita|prioriteit|priorytet|oncelik|title|titel|titre|titulo|titolo|headline|subject|betreff|objet|asunto|assunto|oggetto)( |$)/;

const isNumeric = (cell: string): boolean => /^\d{1,3}([.,]0+)?$/.test(cell);

/** Whether a column is headed by a whole question, not by a name for it. */
export const isQuestion = ({ title }: Column): boolean => /\?|？/.test(title) || title.trim().split(/\s+/).length >= 5;

const asked = new WeakMap<Column, ScoredQuestion | null>();

/** What a column of scores asked, by its question and its answers together; `null` when they do not agree on a scale that is scored. */
export function scoredBy(column: Column): ScoredQuestion | null {
  const known = asked.get(column);
  if (known !== undefined) return known;
  const found = findAsked(column);
  asked.set(column, found);
  return found;
}

function findAsked(column: Column): ScoredQuestion | null {
  const values = column.values.filter((cell) => !isSilence(cell));
  if (values.length === 0) return null;
  // `01 Feb 2026` begins with a number as `9 - likely` does.
  if (values.filter(isInstant).length > values.length / 2 || askNothing.test(column.header)) return null;
  const plain = `${plainWords(column.title)} ${column.header}`;
  const said = asks.find(([, words]) => words.test(plain))?.[0];
  if (said === "recommend" && isYesOrNo(column, values)) return null;
  const fits = (question: ScoredQuestion): boolean =>
    values.filter((cell) => readScore(cell, question) !== null).length >= values.length * 0.8;
  if (said) return fits(said) && !reachesPast(values, said) ? said : null;
  // Without a telling question only labelled choices are sure: bare numbers may be codes of anything.
  if (values.some(isNumeric) || values.length < 2) return null;
  return scoredQuestions.find((question) => question !== "recommend" && fits(question)) ?? null;
}

/** Whether somebody recommends, as 0 or 1, is no score of 0 to 10; how likely it is may be 0 or 1 by chance. */
const isYesOrNo = (column: Column, values: readonly string[]): boolean =>
  values.every((cell) => /^[01]$/.test(cell)) &&
  !isQuestion(column) &&
  !/(^| )(nps|net promoter|likel\w*|0 10)( |$)/.test(plainWords(column.title));

/** Whether labelled choices name another scale than the question's: *5 - strongly agree* is no answer on seven points. */
const reachesPast = (values: readonly string[], question: ScoredQuestion): boolean =>
  question === "ease" && values.some((cell) => /^5\s*[-–=:(].*(strongly agree|very easy|extremely easy)/i.test(cell));

/** Whether a column holds e-mail addresses: asked for by a question, they say who answered, and are no answer. */
export const holdsEmails = ({ values }: Column): boolean =>
  values.length > 0 && values.filter((value) => addressIn(value) !== null).length > values.length * 0.8;

const wantsWords =
  /(^| )(why|reason|comments?|feedback|improve|tell us|anything else|do better|suggestions?|follow up|in your own words|other please specify|besser|verbessern|warum|grund|begrundung|anmerkung|anregungen|sonst noch|ameliorer|pourquoi|commentaires?|autre chose|mejorar|por que|motivos?|razon|comentarios?|sugerencias|neden|yorum|oneri|oneriler)( |$)/;

const isProse = ({ title, values }: Column): boolean =>
  !values.every(isNumeric) &&
  (wantsWords.test(plainWords(title)) ||
    values.filter((value) => value.split(/\s+/).length >= 3 || /[\u3040-\u9fff]{5}/.test(value)).length >= values.length * 0.4);

// A choice comes again and again in the same words; what people write does not.
const isFree = ({ values }: Column): boolean => values.length < 4 || new Set(values).size > values.length * 0.5;

// Asked why, several people may say the same few words; somebody says a whole sentence sooner or later.
const asksWhy = ({ title, values }: Column): boolean =>
  wantsWords.test(plainWords(title)) && values.some((value) => value.split(/\s+/).length >= 3);

/** The columns of a survey's answers among those that no field uses. */
export function guessAnswers(columns: readonly Column[]): AnswerColumn[] {
  return columns.flatMap((column): AnswerColumn[] => {
    const { index, title } = column;
    const scored = scoredBy(column);
    if (scored) return [{ column: index, asked: scored, title }];
    return isProse(column) && (isFree(column) || asksWhy(column)) ? [{ column: index, asked: "words", title }] : [];
  });
}

/** Columns of bare numbers that could be scores, if somebody said of what. */
export const couldBeScores = (columns: readonly Column[]): Column[] =>
  columns.filter(({ values }) => {
    const numbers = values.filter(isNumeric).map(Number);
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    return (
      numbers.length > 0 &&
      numbers.length === values.length &&
      Object.values(questionScale).some(([least, most]) => low >= least && high <= most)
    );
  });
