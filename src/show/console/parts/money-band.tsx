import { useTranslation } from "react-i18next";
import { useFormat } from "../frame/format.ts";
import css from "./money-band.module.css";

type Props = { of: { low: number; base: number; high: number }; currency: string; costMinor?: number | null };

/** Money as a band: from, to, most likely; with the cost on the same axis where it is known. Whole minor units. */
export function MoneyBand({ of: { low, base, high }, currency, costMinor = null }: Props) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const ends = [low, high, 0, costMinor ?? 0];
  const least = Math.min(...ends);
  const most = Math.max(...ends);
  const at = (value: number) => `${(100 * (value - least)) / Math.max(1, most - least)}%`;
  return (
    <div className={css.band}>
      <p>
        <b>{money(base, currency, true)}</b>{" "}
        <small>{t("figure.interval", { low: money(low, currency, true), high: money(high, currency, true) })}</small>
      </p>
      <div className={css.axis} aria-hidden="true">
        <i className={css.reach} style={{ left: at(low), width: `calc(${at(high)} - ${at(low)})` }} />
        <i className={css.base} style={{ left: at(base) }} />
        {costMinor !== null && <i className={css.cost} style={{ left: at(costMinor) }} />}
      </div>
      {costMinor !== null && <small>{t("initiative.costMark", { cost: money(costMinor, currency, true) })}</small>}
    </div>
  );
}
