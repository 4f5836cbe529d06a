import type { TrendPoint } from "../data/metrics.ts";
import css from "./figure.module.css";

/** The shape of a trend in a card: line with its interval, incomplete ends dashed. The full chart says the figures. */
export function Spark({ points }: { points: TrendPoint[] }) {
  const known = points.flatMap(({ estimate, incomplete }, index) => (estimate ? [{ ...estimate, incomplete, index }] : []));
  if (known.length < 2) return <svg className={css.spark} aria-hidden="true" />;
  const low = Math.min(...known.map((point) => point.low));
  const high = Math.max(...known.map((point) => point.high));
  const x = (index: number) => (100 * index) / Math.max(1, points.length - 1);
  const y = (value: number) => 40 - (36 * (value - low)) / Math.max(1, high - low);
  const line = (part: typeof known) => part.map((point, at) => `${at ? "L" : "M"}${x(point.index)} ${y(point.value)}`).join("");
  const whole = known.filter((point) => !point.incomplete);
  const first = Math.max(
    0,
    known.findIndex((point) => !point.incomplete),
  );
  const last = Math.max(
    0,
    known.findLastIndex((point) => !point.incomplete),
  );
  const band = [
    ...known.map((point, at) => `${at ? "L" : "M"}${x(point.index)} ${y(point.high)}`),
    ...known.toReversed().map((point) => `L${x(point.index)} ${y(point.low)}`),
  ];
  return (
    <svg className={css.spark} viewBox="0 0 100 44" preserveAspectRatio="none" aria-hidden="true">
      <path d={`${band.join("")}Z`} fill="var(--r-data)" opacity="0.14" />
      <path d={line(whole)} fill="none" stroke="var(--r-data)" strokeWidth="1.5" vectorEffect="non-scaling-stroke" strokeLinejoin="round" />
      <path
        d={line(known.slice(0, first + 1)) + line(known.slice(last))}
        fill="none"
        stroke="var(--r-data)"
        strokeWidth="1.5"
        strokeDasharray="3 3"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
