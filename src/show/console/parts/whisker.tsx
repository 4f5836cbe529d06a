import type { Estimate } from "../../../model/estimate.ts";
import css from "./figure.module.css";

type Props = {
  of: Estimate;
  unit: "points" | "percent";
  /** Drawn faintly beside it, to compare. */ before?: Estimate | null;
  range?: [number, number];
};

/** Ends of the scale a figure lives on. */
export const scaleOf = (unit: "points" | "percent"): [number, number] => (unit === "points" ? [-100, 100] : [0, 100]);

/** Value and interval on their whole scale: how sure, at a glance. The figure beside it says the same in words. */
export function Whisker({ of, unit, before, range = scaleOf(unit) }: Props) {
  const [low, high] = range;
  const at = (value: number) => `${(100 * (Math.min(high, Math.max(low, value)) - low)) / (high - low)}%`;
  const width = (from: number, to: number) => `calc(${at(to)} - ${at(from)})`;
  return (
    <span className={css.whisker} aria-hidden="true">
      {low < 0 && <i className={css.zero} style={{ left: at(0) }} />}
      {before && (
        <>
          <i className={css.reachBefore} style={{ left: at(before.low), width: width(before.low, before.high) }} />
          <i className={css.dotBefore} style={{ left: at(before.value) }} />
        </>
      )}
      <i className={css.reach} style={{ left: at(of.low), width: width(of.low, of.high) }} />
      <i className={css.dot} style={{ left: at(of.value) }} />
    </span>
  );
}
