import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CaseItem } from "../../data/cases.ts";
import { useCalled } from "../../parts/called.ts";
import { Due } from "../../parts/due.tsx";
import { Face } from "../../parts/face.tsx";
import { Score } from "../../parts/score.tsx";
import { When } from "../../parts/when.tsx";
import css from "./cases.module.css";
import { StateMark } from "./state-mark.tsx";

/** Cases as one reads a pile of letters: the words first, then who, where, whose and by when. */
export function CaseList({ items, here }: { items: CaseItem[]; here: string | null }) {
  const { t } = useTranslation();
  const callOf = useCalled();
  return (
    <ul className={css.list}>
      {items.map((item) => (
        <li key={item.id} data-row={item.id} data-here={item.id === here || undefined}>
          <Link to={`/cases/${item.id}`} className={css.row}>
            <Score question={item.question} score={item.score} />
            <span className={css.words}>
              <span>{item.comment || t("quote.silent")}</span>
              <small>
                {t("case.number", { number: item.number })} · {callOf(item.customerId, item.customerName)} · {item.touchpoint}
              </small>
            </span>
            <StateMark state={item.state} />
            <span className={css.owner} title={item.owner?.name ?? t("case.nobody")}>
              {item.owner ? <Face name={item.owner.name} size={24} /> : <i className={css.nobody} />}
            </span>
            <span className={css.clock}>
              {item.state === "resolved" || item.state === "closed" ? (
                <When at={item.openedAt} />
              ) : (
                <Due at={item.dueAt} late={item.late} />
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
