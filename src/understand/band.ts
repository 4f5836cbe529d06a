import { questionScale, type ScoredQuestion } from "../model/fact.ts";

/** A part of a question's scale with a name of its own, from `from` up to, but without, `below`. */
type Band = { question: ScoredQuestion; from: number; below: number };

/** Every band. Together the bands of a question cover its scale exactly, so what they count adds up to all valid answers. */
export const bands = {
  promoter: { question: "recommend", from: 9, below: 11 },
  passive: { question: "recommend", from: 7, below: 9 },
  detractor: { question: "recommend", from: 0, below: 7 },
  top: { question: "satisfaction", from: 4, below: 6 },
  rest: { question: "satisfaction", from: 1, below: 4 },
  easy: { question: "ease", from: 5, below: 8 },
  hard: { question: "ease", from: 1, below: 5 },
} as const satisfies Record<string, Band>;
export type BandName = keyof typeof bands;
export const bandNames = Object.keys(bands) as BandName[];

const isBand = (name: string): name is BandName => name in bands;

/** Rows whose score lies on the scale of its question. Scores outside it never count. */
export const onScale = (question: ScoredQuestion): string => {
  const [low, high] = questionScale[question];
  return `(question = '${question}' AND ifNull(score BETWEEN ${low} AND ${high}, 0))`;
};

/** Rows in a band, in the ClickHouse dialect; `null` when no band has this name. */
export function bandRule(name: string): string | null {
  if (!isBand(name)) return null;
  const { question, from, below } = bands[name];
  return `(${onScale(question)} AND score >= ${from} AND score < ${below})`;
}

/** The band of an answer; `null` for a comment without a score or a score outside its scale. */
export function bandOf(question: string, score: number | null): BandName | null {
  if (score === null || !(question in questionScale)) return null;
  const [low, high] = questionScale[question as ScoredQuestion];
  if (score < low || score > high) return null;
  return bandNames.find((name) => bands[name].question === question && score >= bands[name].from && score < bands[name].below) ?? null;
}
