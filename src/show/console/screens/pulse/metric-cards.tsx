import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fewestForScore } from "../../../../model/estimate.ts";
import { type MetricAnswer, type MetricId, metricIds, useMetric, useTrend } from "../../data/metrics.ts";
import { daysBetween, useBar } from "../../frame/bar.ts";
import { useFormat } from "../../frame/format.ts";
import { useRows } from "../../frame/rows.ts";
import { Answer } from "../../parts/answer.tsx";
import { EstimateFigure } from "../../parts/estimate-figure.tsx";
import { Spark } from "../../parts/spark.tsx";
import { Verdict } from "../../parts/verdict.tsx";
import { Whisker } from "../../parts/whisker.tsx";
import css from "./pulse.module.css";

/** The three scores. Choosing one makes it the subject of the screen. */
export function MetricCards({ chosen, onChoose }: { chosen: MetricId; onChoose: (id: MetricId) => void }) {
  return (
    <div className={css.cards}>
      {metricIds.map((id) => (
        <Card key={id} id={id} here={id === chosen} onChoose={() => onChoose(id)} />
      ))}
    </div>
  );
}

function Card({ id, here, onChoose }: { id: MetricId; here: boolean; onChoose: () => void }) {
  const bar = useBar();
  const answer = useMetric(id, bar);
  const trend = useTrend(id, bar, stepFor(daysBetween(bar)));
  return (
    <Answer of={answer} shape={<Skeleton height={176} radius={10} />}>
      {(found) => (
        <article className={css.card} data-here={here || undefined}>
          <Head of={found} here={here} onChoose={onChoose} />
          <Spark points={trend.data?.points ?? []} />
        </article>
      )}
    </Answer>
  );
}

function Head({ of: { metric, estimate, change, previous }, here, onChoose }: { of: MetricAnswer; here: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const { figure } = useFormat();
  const { open } = useRows();
  const known = estimate !== null && estimate.n >= fewestForScore;
  return (
    <>
      <div className={css.cardHead}>
        <button type="button" className={css.choose} aria-pressed={here} onClick={onChoose} title={metric.rule}>
          {metric.title}
        </button>
        <span className={css.above}>
          <Verdict of={change} unit={metric.unit} />
        </span>
      </div>
      <span className={css.above}>
        <EstimateFigure
          of={estimate}
          unit={metric.unit}
          size="large"
          {...(known ? { onOpen: () => open({ of: "feedback", metric: metric.id, title: t("rows.behind", { what: metric.title }) }) } : {})}
        />
      </span>
      {known && <Whisker of={estimate} unit={metric.unit} before={previous?.estimate ?? null} />}
      <span className={css.previous}>
        {previous?.estimate ? t("pulse.before", { value: figure(previous.estimate.value, metric.unit) }) : t("pulse.noBefore")}
      </span>
    </>
  );
}

/** How fine a trend over so many days is cut. */
export function stepFor(days: number): "day" | "week" | "month" {
  if (days <= 21) return "day";
  return days <= 200 ? "week" : "month";
}
