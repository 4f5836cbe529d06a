import { Skeleton } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useInitiatives } from "../../data/initiatives.ts";
import { type MetricId, useMetric, useTrend } from "../../data/metrics.ts";
import { daysBetween, useBar } from "../../frame/bar.ts";
import { useFormat } from "../../frame/format.ts";
import { useRows } from "../../frame/rows.ts";
import { Answer, Nothing } from "../../parts/answer.tsx";
import { Widen } from "../../parts/next-step.tsx";
import { Panel } from "../../parts/page.tsx";
import { TrendChart } from "../../parts/trend-chart.tsx";
import { stepFor } from "./metric-cards.tsx";

/** The chosen score over time, with the initiatives that began on its axis. */
export function MetricTrend({ metric }: { metric: MetricId }) {
  const { t } = useTranslation();
  const bar = useBar();
  const { span } = useFormat();
  const { open } = useRows();
  const step = stepFor(daysBetween(bar));
  const found = useMetric(metric, bar).data?.metric;
  const trend = useTrend(metric, bar, step);
  const initiatives = useInitiatives().data?.items;
  const marks = useMemo(
    () =>
      (initiatives ?? [])
        .filter((item) => item.metric === metric)
        .map(({ startedAt, title }) => ({ day: startedAt.slice(0, 10), label: title })),
    [initiatives, metric],
  );
  return (
    <Panel>
      <Answer
        of={trend}
        shape={<Skeleton height={268} />}
        isEmpty={({ points }) => points.every(({ estimate }) => estimate === null)}
        whenEmpty={
          <Nothing title={t("pulse.noAnswers")} action={<Widen />}>
            {t("pulse.noAnswersWhy")}
          </Nothing>
        }
      >
        {({ points }) => (
          <TrendChart
            label={found?.title ?? ""}
            title={found ? t(`pulse.trend.${step}`, { metric: found.title }) : ""}
            note={found?.rule}
            points={points}
            unit={found?.unit ?? "points"}
            marks={marks}
            height={232}
            onOpen={({ from, to }) =>
              open({ of: "feedback", metric, from, to, title: t("rows.behind", { what: `${found?.title}, ${span(from, to)}` }) })
            }
          />
        )}
      </Answer>
    </Panel>
  );
}
