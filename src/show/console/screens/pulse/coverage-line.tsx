import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCoverage } from "../../data/catalogue.ts";
import { useBar } from "../../frame/bar.ts";
import { useFormat } from "../../frame/format.ts";
import css from "./pulse.module.css";

/** How much of what happens is at a known touchpoint, and how many of those have anything happening. */
export function CoverageLine() {
  const { t } = useTranslation();
  const { number, share } = useFormat();
  const total = useCoverage(useBar()).data?.total;
  if (!total || total.interactions === 0) return null;
  return (
    <div>
      <dt>
        <Link to="/settings/touchpoints">{t("catalogue.coverage")}</Link>
      </dt>
      <dd className={css.words}>
        {share(total.known / total.interactions)} · {t("catalogue.seen", { part: number(total.seen), whole: number(total.designed) })}
      </dd>
    </div>
  );
}
