import { SegmentedControl, Skeleton } from "@mantine/core";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TrendPoint } from "../data/metrics.ts";
import { useFormat } from "../frame/format.ts";
import { EstimateFigure } from "./estimate-figure.tsx";
import { Table } from "./table.tsx";
import css from "./trend-chart.module.css";

const Canvas = lazy(() => import("./trend-canvas.tsx"));

/** Something that happened on the time axis: an initiative began, a definition changed. */
export type Mark = { day: string; label: string };
export type TrendProps = {
  points: TrendPoint[];
  unit: "points" | "percent";
  marks?: Mark[];
  height?: number;
  /** Opens the answers of one point. */
  onOpen?: (point: TrendPoint) => void;
};

/** A figure over time with its interval as a band, and the same facts as a table. */
export function TrendChart({ label, title, note, ...chart }: TrendProps & { label: string; title: ReactNode; note?: ReactNode }) {
  const { t } = useTranslation();
  const [view, setView] = useState("chart");
  return (
    <figure>
      <div className={css.head}>
        <figcaption>
          <h2>{title}</h2>
          {note && <p>{note}</p>}
        </figcaption>
        <SegmentedControl
          aria-label={t("chart.view")}
          value={view}
          onChange={setView}
          data={[
            { value: "chart", label: t("chart.chart") },
            { value: "table", label: t("chart.table") },
          ]}
        />
      </div>
      {view === "table" ? (
        <TrendTable label={label} {...chart} />
      ) : (
        <Suspense fallback={<Skeleton height={chart.height ?? 260} />}>
          <div role="img" aria-label={t("chart.image", { label })}>
            <Canvas {...chart} />
          </div>
        </Suspense>
      )}
    </figure>
  );
}

function TrendTable({ points, unit, label, onOpen }: TrendProps & { label: string }) {
  const { t } = useTranslation();
  const { span } = useFormat();
  return (
    <Table
      label={label}
      compact
      rows={points.toReversed()}
      keyOf={(point) => point.from}
      {...(onOpen ? { onOpen } : {})}
      columns={[
        { key: "period", head: t("chart.period"), cell: (point) => span(point.from, point.to) },
        {
          key: "figure",
          head: label,
          cell: (point) => <EstimateFigure of={point.estimate} unit={unit} {...(onOpen ? { onOpen: () => onOpen(point) } : {})} />,
        },
        { key: "state", head: "", cell: (point) => (point.incomplete ? t("chart.incomplete") : "") },
      ]}
    />
  );
}
