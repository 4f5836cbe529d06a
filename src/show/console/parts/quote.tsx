import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { FeedbackItem } from "../data/feedback.ts";
import { CustomerLink } from "./customer-link.tsx";
import { Score } from "./score.tsx";
import css from "./quote.module.css";
import { When } from "./when.tsx";

/** The customer's own words in their language, with score, touchpoint and date. */
export function Quote({
  of,
  link,
  clamp,
}: {
  of: FeedbackItem;
  /** Names the customer and links to them. */ link?: boolean;
  clamp?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <figure className={css.quote}>
      <Score question={of.question} score={of.score} />
      <div>
        {of.comment ? (
          <blockquote lang={of.language || undefined} className={clamp ? css.clamp : undefined}>
            {of.comment}
          </blockquote>
        ) : (
          <p className={css.silent}>{t("quote.silent")}</p>
        )}
        <figcaption>
          {link && <CustomerLink id={of.customerId} name={of.customerName} />}
          <span>{of.touchpoint || t(`channel.${of.channel}`, { defaultValue: of.channel })}</span>
          <When at={of.timestamp} />
          {of.caseId && link && <Link to={`/cases/${of.caseId}`}>{t("quote.case")}</Link>}
        </figcaption>
      </div>
    </figure>
  );
}
