import type { Estimate } from "../../../model/estimate.ts";
import { useTranslation } from "react-i18next";
import { EstimateFigure } from "./estimate-figure.tsx";
import css from "./before-after.module.css";
import { Whisker } from "./whisker.tsx";

type Props = {
  before: Estimate | null;
  after: Estimate | null;
  unit: "points" | "percent";
  /** Others that share the page, so that all stand on one axis. */ among?: (Estimate | null)[];
};

/** Two figures on one axis, each with its interval: what it was, what it is. */
export function BeforeAfter({ before, after, unit, among = [] }: Props) {
  const { t } = useTranslation();
  const range = rangeOf([before, after, ...among], unit);
  const rows = [
    { name: t("initiative.before"), of: before, era: "before" },
    { name: t("initiative.after"), of: after, era: "after" },
  ];
  return (
    <dl className={css.pair}>
      {rows.map(({ name, of, era }) => (
        <div key={era} data-era={era}>
          <dt>{name}</dt>
          <dd className={css.axis}>{of && <Whisker of={of} unit={unit} range={range} />}</dd>
          <dd>
            <EstimateFigure of={of} unit={unit} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The stretch of the scale where both intervals lie, on round ends, so that a difference can be seen. */
export function rangeOf(estimates: (Estimate | null)[], unit: "points" | "percent"): [number, number] {
  const known = estimates.flatMap((estimate) => (estimate ? [estimate] : []));
  const [least, most] = unit === "points" ? [-100, 100] : [0, 100];
  if (known.length === 0) return [least, most];
  const low = Math.floor(Math.min(...known.map((one) => one.low)) / 10) * 10 - 5;
  const high = Math.ceil(Math.max(...known.map((one) => one.high)) / 10) * 10 + 5;
  return [Math.max(least, low), Math.min(most, high)];
}
