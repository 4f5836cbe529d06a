import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFeedback } from "../../data/feedback.ts";
import { type MetricId, useChanges } from "../../data/metrics.ts";
import { useBar } from "../../frame/bar.ts";
import { Answer, Lines, Nothing } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import { Quote } from "../../parts/quote.tsx";
import css from "./pulse.module.css";

const most = 4;
const lowBand: Record<MetricId, string> = { nps: "detractor", csat: "rest", ces: "hard" };
const highBand: Record<MetricId, string> = { nps: "promoter", csat: "top", ces: "easy" };

/** Quotes behind the biggest proven move of the metric. The rule that chose them is written beneath the title. */
export function Voices({ metric }: { metric: MetricId }) {
  const { t } = useTranslation();
  const bar = useBar();
  const moves = useChanges(bar);
  const proven = moves.data?.changes.find((row) => row.metric === metric && row.change.verdict.startsWith("moved"));
  const band = proven?.change.verdict === "moved up" ? highBand[metric] : lowBand[metric];
  const where = proven ? { [proven.by]: proven.key } : {};
  const quotes = useFeedback(moves.data || moves.error ? { ...bar, metric, band, ...where } : { ...bar, metric });
  const label = proven ? t(`${proven.by}.${proven.key}`, { defaultValue: proven.label }) : "";
  const note = proven
    ? t("pulse.voicesRule", { band: t(`band.${band}`), where: label })
    : t("pulse.voicesRuleAny", { band: t(`band.${band}`) });
  return (
    <Panel
      title={t("pulse.voices")}
      note={note}
      aside={
        <Link to="/feedback" search={{ band, metric, ...where } as never} style={{ color: "var(--r-accent)", textDecoration: "none" }}>
          {t("pulse.voicesAll")}
        </Link>
      }
    >
      <Answer
        of={quotes}
        shape={<Lines count={4} height={56} />}
        isEmpty={({ items }) => items.every(({ comment }) => !comment)}
        whenEmpty={<Nothing title={t("pulse.silent")} />}
      >
        {({ items }) => (
          <div className={css.quotes}>
            {items
              .filter(({ comment }) => comment)
              .slice(0, most)
              .map((item) => (
                <Quote key={item.id} of={item} link clamp />
              ))}
          </div>
        )}
      </Answer>
    </Panel>
  );
}
