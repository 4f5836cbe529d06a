import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { questionScale, type ScoredQuestion } from "../../../model/fact.ts";
import css from "./quote.module.css";

/** One answer on its scale. The end of the scale decides the pole, the number says it without colour. */
export function Score({ question, score, small }: { question: string; score: number | null | undefined; small?: boolean }) {
  const { t } = useTranslation();
  const scale = questionScale[question as ScoredQuestion];
  if (score === null || score === undefined || !scale)
    return <span className={css.score} data-pole="none" data-small={small || undefined} aria-hidden="true" />;
  return (
    <Tooltip label={t(`score.${question}`, { score, high: scale[1] })}>
      <span className={css.score} data-pole={poleOfScore(question as ScoredQuestion, score)} data-small={small || undefined}>
        {score}
      </span>
    </Tooltip>
  );
}

/** Which end of its scale a score belongs to, by the same bands that the metrics count. */
export function poleOfScore(question: ScoredQuestion, score: number): "good" | "middle" | "bad" {
  const [good, bad] = { recommend: [9, 6], satisfaction: [4, 2], ease: [5, 3] }[question] as [number, number];
  if (score >= good) return "good";
  return score <= bad ? "bad" : "middle";
}
