import { useTranslation } from "react-i18next";
import { useFormat } from "../frame/format.ts";
import css from "./figure.module.css";

export type Share = { key: string; label: string; count: number; color?: string; onOpen?: () => void };

/** Parts of one whole as bars with `x of n`. The rows are given in the order in which they should be read. */
export function ShareBars({ rows, total }: { rows: Share[]; total: number }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <div className={css.shares}>
      {rows.map(({ key, label, count, color, onOpen }) => {
        const body = (
          <>
            <span>{label}</span>
            <span className={css.track}>
              {count > 0 && <i style={{ width: `${(100 * count) / Math.max(1, total)}%`, background: color }} />}
            </span>
            <span className={css.of}>{t("figure.of", { part: number(count), whole: number(total) })}</span>
          </>
        );
        return onOpen ? (
          <button key={key} type="button" className={css.share} onClick={onOpen}>
            {body}
          </button>
        ) : (
          <div key={key} className={css.share}>
            {body}
          </div>
        );
      })}
    </div>
  );
}
