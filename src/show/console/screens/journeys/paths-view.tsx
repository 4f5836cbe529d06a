import { SegmentedControl, Skeleton, Slider } from "@mantine/core";
import { useDebouncedValue, useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePaths } from "../../data/journeys.ts";
import { useAddress } from "../../frame/address.ts";
import { useBar } from "../../frame/bar.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer, Nothing } from "../../parts/answer.tsx";
import { Widen } from "../../parts/next-step.tsx";
import { Panel } from "../../parts/page.tsx";
import css from "./journeys.module.css";
import { PathCard } from "./path-card.tsx";
import { PathTable } from "./path-table.tsx";

const PathGraph = lazy(() => import("./path-graph.tsx"));

export const overlays = ["frequency", "time", "score"] as const;
export type Overlay = (typeof overlays)[number];
const usualCoverage = 0.8;
/** More steps than this are not read at one look. */
export const crowd = 24;

/** What customers really did: touchpoints and the steps between them, as much of it as wanted. */
export function PathsView() {
  const { t } = useTranslation();
  const { share, number } = useFormat();
  const [address, change] = useAddress();
  const [coverage, setCoverage] = useState(Number(address.coverage) || usualCoverage);
  const [asked] = useDebouncedValue(coverage, 250);
  const overlay = overlays.find((name) => name === address.overlay) ?? "frequency";
  const narrow = useMediaQuery("(max-width: 760px)") ?? false;
  const table = (address.as ?? (narrow ? "table" : "graph")) === "table";
  const paths = usePaths(useBar(), asked);
  return (
    <Panel flush>
      <div className={css.controls}>
        <label className={css.coverage}>
          <span>{t("paths.coverage")}</span>
          <Slider
            min={0.3}
            max={1}
            step={0.05}
            value={coverage}
            onChange={setCoverage}
            onChangeEnd={(value) => change({ coverage: value === usualCoverage ? null : String(value) })}
            label={(value) => share(value)}
            thumbLabel={t("paths.coverage")}
            size="sm"
          />
        </label>
        <SegmentedControl
          aria-label={t("paths.overlay")}
          value={overlay}
          onChange={(value) => change({ overlay: value === "frequency" ? null : value })}
          data={overlays.map((value) => ({ value, label: t(`paths.overlays.${value}`) }))}
        />
        <SegmentedControl
          aria-label={t("chart.view")}
          value={table ? "table" : "graph"}
          onChange={(value) => change({ as: value })}
          data={[
            { value: "graph", label: t("paths.graph") },
            { value: "table", label: t("chart.table") },
          ]}
        />
        {paths.data && (
          <span className={css.totals}>
            {overlay === "score" && `${t("paths.scoreLegend")} · `}
            {!table && paths.data.nodes.length > crowd && `${t("paths.crowded")} · `}
            {t("paths.shown", { shown: number(paths.data.totals.shownTransitions), total: number(paths.data.totals.transitions) })}
          </span>
        )}
      </div>
      <Answer
        of={paths}
        shape={<Skeleton height={560} radius={0} />}
        isEmpty={({ nodes }) => nodes.length === 0}
        whenEmpty={
          <Nothing title={t("journeys.empty")} action={<Widen />}>
            {t("journeys.emptyWhy")}
          </Nothing>
        }
      >
        {(found) => (
          <div className={css.stagebox}>
            {table ? (
              <PathTable paths={found} />
            ) : (
              <Suspense fallback={<Skeleton height={560} radius={0} />}>
                <PathGraph paths={found} overlay={overlay} />
              </Suspense>
            )}
            <PathCard paths={found} />
          </div>
        )}
      </Answer>
    </Panel>
  );
}
