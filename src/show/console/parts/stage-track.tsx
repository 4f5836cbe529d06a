import { useTranslation } from "react-i18next";
import type { JourneyMap, StageCount } from "../data/journeys.ts";
import { type MetricId, unitOf } from "../data/metrics.ts";
import { useFormat } from "../frame/format.ts";
import { useRows } from "../frame/rows.ts";
import { EstimateFigure } from "./estimate-figure.tsx";
import css from "./stage-track.module.css";
import { Whisker } from "./whisker.tsx";

/** Stages on one line. The disc's area is the number of interactions; beneath stands what customers scored there. */
export function StageTrack({ map, metric }: { map: JourneyMap; metric: MetricId }) {
  const stages = map.stages.filter(({ stage }) => stage);
  const most = Math.max(1, ...stages.map(({ interactions }) => interactions));
  return (
    <ol className={css.track} style={{ gridTemplateColumns: `repeat(${stages.length}, minmax(0, 1fr))` }}>
      {stages.map((stage) => (
        <Stop
          key={stage.stage}
          stage={stage}
          metric={metric}
          size={14 + 30 * Math.sqrt(stage.interactions / most)}
          weakest={stage.stage === map.weakest}
        />
      ))}
    </ol>
  );
}

function Stop({ stage, metric, size, weakest }: { stage: StageCount; metric: MetricId; size: number; weakest: boolean }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { open } = useRows();
  const score = stage.scores[metric] ?? null;
  const name = t(`stage.${stage.stage}`, { defaultValue: stage.stage });
  return (
    <li className={css.stop} data-weakest={weakest || undefined}>
      <span className={css.line} aria-hidden="true">
        <i style={{ width: size, height: size }} />
      </span>
      <b>
        {name}
        {weakest && <em>{t("journeys.weakest")}</em>}
      </b>
      <small>
        {t("journeys.interactions", { count: stage.interactions, n: number(stage.interactions) })}
        <br />
        {t("journeys.customers", { count: stage.customers, n: number(stage.customers) })}
      </small>
      <EstimateFigure
        of={score}
        unit={unitOf(metric)}
        {...(score ? { onOpen: () => open({ of: "feedback", metric, stage: stage.stage, title: t("rows.behind", { what: name }) }) } : {})}
      />
      {score && <Whisker of={score} unit={unitOf(metric)} />}
    </li>
  );
}
