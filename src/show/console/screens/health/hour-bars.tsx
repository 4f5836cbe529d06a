import { useTranslation } from "react-i18next";
import { useFormat } from "../../frame/format.ts";
import css from "./health.module.css";

/** Messages received in each of the last 24 hours, the running one last. The source's page has the figures. */
export function HourBars({ hours, tall }: { hours: number[]; tall?: boolean }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const most = Math.max(1, ...hours);
  const total = hours.reduce((sum, n) => sum + n, 0);
  const label = t("health.dayTotal", { n: number(total) });
  return (
    <svg
      className={css.bars}
      data-tall={tall || undefined}
      viewBox={`0 0 ${24 * 5} 30`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {Array.from({ length: 24 }, (_, index) => {
        const n = hours[index] ?? 0;
        const height = n === 0 ? 1 : Math.max(2.5, (29 * n) / most);
        return <rect key={index} x={index * 5} y={30 - height} width={4} height={height} data-none={n === 0 || undefined} />;
      })}
    </svg>
  );
}
