import { CustomChart, LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use as enable, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../frame/format.ts";
import type { TrendProps } from "./trend-chart.tsx";

enable([LineChart, CustomChart, GridComponent, TooltipComponent, MarkLineComponent, CanvasRenderer]);

/** The drawn half of `TrendChart`; lives in its own chunk because the charting library is large. */
export default function TrendCanvas({ points, unit, marks = [], height = 260, onOpen }: TrendProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const open = useRef(onOpen);
  useEffect(() => {
    open.current = onOpen;
  });
  const scheme = useComputedColorScheme();
  const { t } = useTranslation();
  const format = useFormat();

  useEffect(() => {
    if (!box.current) return;
    const drawn = init(box.current, undefined, { renderer: "canvas" });
    const watch = new ResizeObserver(() => drawn.resize());
    watch.observe(box.current);
    chart.current = drawn;
    return () => {
      watch.disconnect();
      drawn.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    const drawn = chart.current;
    if (!drawn) return;
    const ink = inkOf(box.current, scheme);
    const say = (point: (typeof points)[number]) => {
      const title = `<b>${format.span(point.from, point.to)}</b>`;
      if (!point.estimate) return `${title}<br>${t("figure.none")}`;
      const { value, low, high, n } = point.estimate;
      const interval = t("figure.interval", { low: format.figure(low, unit), high: format.figure(high, unit) });
      const rest = point.incomplete ? `<br>${t("chart.incomplete")}` : "";
      return `${title}<br><b>${format.figure(value, unit)}</b> ${interval} ${t("figure.n", { n: format.number(n) })}${rest}`;
    };
    const values = (pick: (point: (typeof points)[number]) => boolean) =>
      points.map((point) => (point.estimate && pick(point) ? point.estimate.value : null));
    const firstWhole = points.findIndex((point) => !point.incomplete && point.estimate);
    const lastWhole = points.findLastIndex((point) => !point.incomplete && point.estimate);
    drawn.setOption(
      {
        animation: false,
        textStyle: { fontFamily: ink.font },
        grid: { left: 4, right: 12, top: marks.length ? 28 : 12, bottom: 4, containLabel: true },
        tooltip: {
          trigger: "axis",
          confine: true,
          backgroundColor: ink.surface,
          borderColor: ink.line,
          textStyle: { color: ink.ink, fontSize: 12 },
          formatter: (params: unknown) => {
            const index = (params as { dataIndex: number }[])[0]?.dataIndex;
            const point = index === undefined ? undefined : points[index];
            return point ? say(point) : "";
          },
        },
        xAxis: {
          type: "category",
          boundaryGap: false,
          data: points.map((point) => format.day(point.from)),
          axisLine: { lineStyle: { color: ink.line } },
          axisTick: { show: false },
          axisLabel: { color: ink.quiet, fontSize: 12, hideOverlap: true },
        },
        yAxis: {
          type: "value",
          scale: true,
          ...reachOf(points),
          splitNumber: 4,
          axisLabel: { color: ink.quiet, fontSize: 12, formatter: (value: number) => format.figure(value, unit) },
          splitLine: { lineStyle: { color: ink.line } },
        },
        series: [
          band(points, ink.data),
          {
            type: "line",
            data: values((point) => !point.incomplete),
            symbolSize: 6,
            showSymbol: points.length < 40,
            ...stroke(ink.data),
            markLine: lines(points, marks, ink.quiet),
          },
          {
            type: "line",
            data: points.map((point, index) => (index <= firstWhole || index >= lastWhole ? (point.estimate?.value ?? null) : null)),
            symbol: "emptyCircle",
            symbolSize: 6,
            ...stroke(ink.data, "dashed"),
          },
        ],
      },
      true,
    );
    const pick = (event: { offsetX: number; offsetY: number }) => {
      const [index] = drawn.convertFromPixel({ gridIndex: 0 }, [event.offsetX, event.offsetY]) as unknown as [number];
      const point = points[Math.round(index)];
      if (point) open.current?.(point);
    };
    if (open.current) drawn.getZr().on("click", pick);
    return () => {
      if (!drawn.isDisposed()) drawn.getZr().off("click", pick);
    };
  }, [points, unit, marks, scheme, format, t]);

  return <div ref={box} style={{ height, cursor: onOpen ? "pointer" : undefined }} />;
}

const stroke = (color: string, type: "solid" | "dashed" = "solid") => ({ lineStyle: { color, width: 2, type }, itemStyle: { color } });

/** The tokens of the present scheme, which a canvas cannot inherit. */
function inkOf(element: HTMLElement | null, scheme: string) {
  const style = getComputedStyle(element ?? document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    surface: read("--r-surface"),
    line: read("--r-line"),
    ink: read("--r-ink"),
    quiet: read("--r-ink-3"),
    data: read("--r-data"),
    font: style.fontFamily,
    scheme,
  };
}

/** Ends of the value axis on round figures, so that no interval is cut off. */
function reachOf(points: TrendProps["points"]): { min: number; max: number } | object {
  const known = points.flatMap(({ estimate }) => (estimate ? [estimate] : []));
  if (known.length === 0) return {};
  const low = Math.min(...known.map((point) => point.low));
  const high = Math.max(...known.map((point) => point.high));
  const step = high - low > 60 ? 20 : high - low > 20 ? 10 : 5;
  return { min: Math.floor(low / step) * step, max: Math.ceil(high / step) * step, interval: step };
}

/** The interval as one polygon a stretch of known points; stacking areas would not survive negative values. */
function band(points: TrendProps["points"], color: string) {
  const known = points.flatMap(({ estimate }, index) => (estimate ? [{ index, low: estimate.low, high: estimate.high }] : []));
  return {
    type: "custom",
    silent: true,
    tooltip: { show: false },
    data: known.length ? [[known[0]?.index, known[0]?.low]] : [],
    encode: { x: 0, y: 1 },
    clip: true,
    renderItem: (_: unknown, api: { coord: (at: [number, number]) => number[] }) => ({
      type: "polygon",
      shape: {
        points: [...known.map((at) => api.coord([at.index, at.high])), ...known.toReversed().map((at) => api.coord([at.index, at.low]))],
      },
      style: { fill: color, opacity: 0.14 },
    }),
  };
}

function lines(points: TrendProps["points"], marks: NonNullable<TrendProps["marks"]>, color: string) {
  const placed = marks.flatMap(({ day, label }) => {
    const index = points.findIndex((point) => point.from <= day && day <= point.to);
    return index < 0
      ? []
      : [
          {
            xAxis: index,
            label: { formatter: label, align: index * 4 < points.length ? "left" : index * 4 > points.length * 3 ? "right" : "center" },
          },
        ];
  });
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color, type: "solid", width: 1 },
    label: { color, fontSize: 12, position: "end" },
    data: placed,
  };
}
