import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Estimate, fewestForScore, fewestForVerdict } from "../../../model/estimate.ts";
import { useFormat } from "../frame/format.ts";
import css from "./figure.module.css";

type Unit = "points" | "percent";
type Props = { of: Estimate | null; unit: Unit; size?: "large" | "small"; /** Opens the rows behind it. */ onOpen?: () => void };

/** A figure that never travels alone: value, interval, number of answers. Under five answers only their number is said. */
export function EstimateFigure({ of, unit, size = "small", onOpen }: Props) {
  const { t } = useTranslation();
  const { figure, number } = useFormat();
  if (!of) return <span className={css.none}>{t("figure.none")}</span>;
  if (of.n < fewestForScore) return <span className={css.none}>{t("figure.few", { count: of.n })}</span>;

  const low = figure(of.low, unit);
  const high = figure(of.high, unit);
  const body = (
    <>
      <b>{figure(of.value, unit)}</b>
      <span className={css.interval}>{t("figure.interval", { low: low.replace(" %", ""), high })}</span>
      <span className={css.count}>{t("figure.n", { n: number(of.n) })}</span>
    </>
  );
  return (
    <span className={css.figure} data-size={size}>
      <Tooltip label={t("figure.meaning", { low, high, count: of.n, n: number(of.n) })} w={260}>
        {onOpen ? (
          <button type="button" className={css.open} onClick={onOpen}>
            {body}
          </button>
        ) : (
          <span>{body}</span>
        )}
      </Tooltip>
      {of.n < fewestForVerdict && <span className={css.indicative}>{t("figure.indicative")}</span>}
    </span>
  );
}
