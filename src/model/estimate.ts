/** A figure that never travels alone: its value, its interval and the number of answers behind it. */
export type Estimate = { value: number; low: number; high: number; n: number };

/** What may be said about the change between two figures. `too few`: under 30 answers on either side. */
export type Verdict = "moved up" | "moved down" | "not proven" | "too few";

/** A difference of two figures with its interval and two-sided p value. `p` is null when nothing varies, so nothing can be tested. */
export type Change = { value: number; low: number; high: number; p: number | null; verdict: Verdict };

/** Fewest answers for a score to be stated at all; below it only counts are shown. */
export const fewestForScore = 5;
/** Fewest answers for a verdict; below it a score is labelled indicative. */
export const fewestForVerdict = 30;

/** How far a before/after claim can be trusted. A: holdout, B: matched or difference-in-differences, C: before/after, D: opinion. */
export type EvidenceGrade = "A" | "B" | "C" | "D";
