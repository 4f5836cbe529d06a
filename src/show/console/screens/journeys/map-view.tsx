import { SegmentedControl, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type StageCount, type TouchpointCount, useJourneyMap } from "../../data/journeys.ts";
import { type MetricId, metricIds } from "../../data/metrics.ts";
import { useAddress } from "../../frame/address.ts";
import { carriedWords, useBar } from "../../frame/bar.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer, Nothing } from "../../parts/answer.tsx";
import { ChannelMark } from "../../parts/channel-mark.tsx";
import { Widen } from "../../parts/next-step.tsx";
import { Panel } from "../../parts/page.tsx";
import { StageTrack } from "../../parts/stage-track.tsx";
import css from "./journeys.module.css";

/** Stages from left to right with what customers scored there, and beneath each the touchpoints that make it up. */
export function MapView() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const metric = metricIds.find((id) => id === address.metric) ?? ("nps" satisfies MetricId);
  const map = useJourneyMap(useBar());
  return (
    <Answer
      of={map}
      shape={<Skeleton height={480} radius={10} />}
      isEmpty={({ stages }) => stages.every(({ interactions }) => interactions === 0)}
      whenEmpty={
        <Nothing title={t("journeys.empty")} action={<Widen />}>
          {t("journeys.emptyWhy")}
        </Nothing>
      }
    >
      {(found) => (
        <Panel
          title={t("journeys.mapTitle")}
          note={t("journeys.mapNote")}
          aside={
            <SegmentedControl
              aria-label={t("journeys.metric")}
              value={metric}
              onChange={(id) => change({ metric: id === "nps" ? null : id })}
              data={metricIds.map((id) => ({ value: id, label: t(`metric.${id}`) }))}
            />
          }
        >
          <StageTrack map={found} metric={metric} />
          <div
            className={css.columns}
            style={{ gridTemplateColumns: `repeat(${found.stages.filter(({ stage }) => stage).length}, minmax(0, 1fr))` }}
          >
            {found.stages
              .filter(({ stage }) => stage)
              .map((stage) => (
                <Touchpoints key={stage.stage} stage={stage} />
              ))}
          </div>
        </Panel>
      )}
    </Answer>
  );
}

function Touchpoints({ stage }: { stage: StageCount }) {
  const { t } = useTranslation();
  const most = Math.max(1, ...stage.touchpoints.map(({ interactions }) => interactions));
  return (
    <section aria-label={t(`stage.${stage.stage}`, { defaultValue: stage.stage })}>
      <h3 className={css.columnHead}>{t(`stage.${stage.stage}`, { defaultValue: stage.stage })}</h3>
      <ul className={css.touchpoints}>
        {stage.touchpoints.map((touchpoint) => (
          <Touchpoint key={`${touchpoint.touchpoint} ${touchpoint.channel}`} of={touchpoint} part={touchpoint.interactions / most} />
        ))}
      </ul>
    </section>
  );
}

function Touchpoint({ of, part }: { of: TouchpointCount; part: number }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [address] = useAddress();
  return (
    <li>
      <Link to="/journeys" search={{ ...carriedWords(address), view: "paths", step: of.touchpoint } as never} className={css.touchpoint}>
        <span className={css.touchpointName}>
          <ChannelMark channel={of.channel} />
          {of.touchpoint}
        </span>
        <i style={{ width: `${100 * part}%` }} />
        <small>
          {t("journeys.interactions", { count: of.interactions, n: number(of.interactions) })}
          <br />
          {t("journeys.customers", { count: of.customers, n: number(of.customers) })}
        </small>
      </Link>
    </li>
  );
}
