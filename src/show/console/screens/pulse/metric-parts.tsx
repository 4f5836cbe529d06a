import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLocations } from "../../data/locations.ts";
import { type MetricId, type SplitRow, unitOf, useMetric, useSplit } from "../../data/metrics.ts";
import { useAddress } from "../../frame/address.ts";
import { useBar } from "../../frame/bar.ts";
import { useRows } from "../../frame/rows.ts";
import { Answer, Lines, Nothing } from "../../parts/answer.tsx";
import { EstimateFigure } from "../../parts/estimate-figure.tsx";
import { Panel } from "../../parts/page.tsx";
import { ShareBars } from "../../parts/share-bar.tsx";
import { Table } from "../../parts/table.tsx";
import { Verdict } from "../../parts/verdict.tsx";

const parts = ["channel", "touchpoint", "stage", "language", "location"] as const;

/** How often each answer was given. The bars add up to the number behind the score. */
export function Distribution({ metric }: { metric: MetricId }) {
  const { t } = useTranslation();
  const { open } = useRows();
  const score = useMetric(metric, useBar());
  return (
    <Panel title={t("pulse.distribution")} note={t("pulse.distributionNote")}>
      <Answer of={score} shape={<Lines count={7} height={18} />}>
        {({ distribution, metric: { title } }) => (
          <ShareBars
            total={distribution.reduce((sum, { count }) => sum + count, 0)}
            rows={distribution
              .toSorted((a, b) => b.score - a.score)
              .map(({ score, count }) => ({
                key: String(score),
                label: String(score),
                count,
                onOpen: () => open({ of: "feedback", metric, score: String(score), title: t("rows.behind", { what: title }) }),
              }))}
          />
        )}
      </Answer>
    </Panel>
  );
}

/** The same score in each part of the company, largest part first, the rest as one row. */
export function MetricSplit({ metric }: { metric: MetricId }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const by = parts.find((part) => part === address.by) ?? "channel";
  const hasLocations = (useLocations().data?.locations.length ?? 0) > 0;
  const offered = parts.filter((part) => part !== "location" || hasLocations);
  const split = useSplit(metric, useBar(), by);
  return (
    <Panel
      title={t("pulse.split")}
      note={t("pulse.splitNote")}
      aside={
        <SegmentedControl
          aria-label={t("pulse.splitBy")}
          value={by}
          onChange={(part) => change({ by: part === "channel" ? null : part })}
          data={offered.map((value) => ({ value, label: t(`by.${value}`) }))}
        />
      }
    >
      <Answer
        of={split}
        shape={<Lines count={6} height={28} />}
        isEmpty={({ rows }) => rows.length === 0}
        whenEmpty={<Nothing title={t("pulse.noAnswers")}>{t("pulse.noAnswersWhy")}</Nothing>}
      >
        {({ rows }) => <SplitTable rows={rows} by={by} metric={metric} />}
      </Answer>
    </Panel>
  );
}

function SplitTable({ rows, by, metric }: { rows: SplitRow[]; by: (typeof parts)[number]; metric: MetricId }) {
  const { t } = useTranslation();
  const { open } = useRows();
  const unit = unitOf(metric);
  const name = ({ key, label }: SplitRow) =>
    key === null
      ? t(by === "location" ? "locations.unplaced" : "feedback.other")
      : t(`${by}.${key}`, { defaultValue: label || t("feedback.unknown") });
  return (
    <Table
      label={t("pulse.split")}
      compact
      rows={rows}
      keyOf={({ key }) => key ?? "rest"}
      columns={[
        { key: "part", head: t(`by.${by}`), cell: name },
        {
          key: "figure",
          head: t(`metric.${metric}`),
          cell: (row) => (
            <EstimateFigure
              of={row.estimate}
              unit={unit}
              {...(row.key
                ? { onOpen: () => open({ of: "feedback", metric, [by]: row.key ?? "", title: t("rows.behind", { what: name(row) }) }) }
                : {})}
            />
          ),
        },
        { key: "change", head: t("pulse.change"), num: true, wide: true, cell: ({ change }) => <Verdict of={change} unit={unit} plain /> },
      ]}
    />
  );
}
