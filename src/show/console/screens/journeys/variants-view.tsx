import { useTranslation } from "react-i18next";
import { useVariants, type Variant } from "../../data/journeys.ts";
import { useBar } from "../../frame/bar.ts";
import { useFormat } from "../../frame/format.ts";
import { useRows } from "../../frame/rows.ts";
import { Answer, Lines, Nothing } from "../../parts/answer.tsx";
import { EstimateFigure } from "../../parts/estimate-figure.tsx";
import { Widen } from "../../parts/next-step.tsx";
import { Panel } from "../../parts/page.tsx";
import css from "./journeys.module.css";

/** Whole journeys that customers share, most frequent first, each with how long it takes and what it scores. */
export function VariantsView() {
  const { t } = useTranslation();
  const { number } = useFormat();
  const variants = useVariants(useBar());
  return (
    <Answer
      of={variants}
      shape={<Lines count={10} />}
      isEmpty={(found) => found.variants.length === 0}
      whenEmpty={
        <Nothing title={t("journeys.empty")} action={<Widen />}>
          {t("journeys.emptyWhy")}
        </Nothing>
      }
    >
      {(found) => {
        const most = Math.max(1, ...found.variants.map(({ count }) => count));
        return (
          <Panel
            title={t("variants.title")}
            note={t("variants.note", {
              shown: number(found.variants.length),
              variants: number(found.total.variants),
              journeys: number(found.total.journeys),
            })}
          >
            <ol className={css.variants}>
              {found.variants.map((variant) => (
                <VariantRow key={variant.id} of={variant} most={most} total={found.total.journeys} />
              ))}
            </ol>
          </Panel>
        );
      }}
    </Answer>
  );
}

function VariantRow({ of, most, total }: { of: Variant; most: number; total: number }) {
  const { t } = useTranslation();
  const { number, share, duration } = useFormat();
  const { open } = useRows();
  const steps = foldRuns(of.steps);
  return (
    <li className={css.variant}>
      <button type="button" className={css.variantCount} onClick={() => open({ of: "journey", variant: of.id, title: t("variants.rows") })}>
        <b>{share(of.share)}</b>
        <small>{t("figure.of", { part: number(of.count), whole: number(total) })}</small>
        <i style={{ width: `${(100 * of.count) / most}%` }} />
      </button>
      <span className={css.steps}>
        {steps.map(({ name, times }, index) => (
          <span key={index}>
            {name}
            {times > 1 && <em>{t("variants.times", { times })}</em>}
          </span>
        ))}
      </span>
      <span className={css.variantTime}>{of.medianMs === null ? "" : t("variants.takes", { time: duration(of.medianMs) })}</span>
      <span className={css.variantScore}>
        <EstimateFigure of={of.score} unit="points" />
      </span>
    </li>
  );
}

/** The same step several times in a row, said once with its count. */
export function foldRuns(steps: string[]): { name: string; times: number }[] {
  const runs: { name: string; times: number }[] = [];
  for (const name of steps) {
    const last = runs.at(-1);
    if (last?.name === name) last.times++;
    else runs.push({ name, times: 1 });
  }
  return runs;
}
