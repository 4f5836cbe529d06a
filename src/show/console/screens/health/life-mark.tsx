import { useTranslation } from "react-i18next";
import type { Health } from "../../data/source-health.ts";
import { useFormat } from "../../frame/format.ts";
import { When } from "../../parts/when.tsx";
import css from "./health.module.css";

/** Whether a source lives, in a word and since when; an unusual silence and a refusal stand out. */
export function LifeMark({ of, lastSeenAt }: { of: Health; lastSeenAt: string | null }) {
  const { t } = useTranslation();
  const { duration, since } = useFormat();
  const { state, isUnusual } = of;
  const silence = of.takenAt ? duration(since(of.takenAt)) : "";
  return (
    <span className={css.life} data-state={state} data-unusual={isUnusual || undefined}>
      <i aria-hidden="true" />
      <span>
        <b>{state === "quiet" ? t(isUnusual ? "health.unusual" : "health.quiet", { silence }) : t(`health.state.${state}`)}</b>
        {lastSeenAt && state !== "quiet" && state !== "never" && (
          <small>
            <When at={(state === "refusing" && of.refusedAt) || lastSeenAt} />
          </small>
        )}
        {isUnusual && of.usualGapMs !== null && <small>{t("health.usually", { gap: duration(of.usualGapMs) })}</small>}
      </span>
    </span>
  );
}
