import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FeedbackItem } from "../../data/feedback.ts";
import { useFormat } from "../../frame/format.ts";
import { groupByDay } from "../../parts/days.ts";
import { More } from "../../parts/more.tsx";
import { Quote } from "../../parts/quote.tsx";
import css from "./feedback.module.css";

type Props = {
  items: FeedbackItem[];
  total: number;
  chosen: string | null;
  onChoose: (id: string) => void;
  more: (() => void) | null;
  reading: boolean;
};

/** Answers grouped by day, to be read rather than scanned. */
export function ReadingList({ items, total, chosen, onChoose, more, reading }: Props) {
  const { t } = useTranslation();
  const { dayOf, longDay, number } = useFormat();
  const days = groupByDay(items, dayOf);
  return (
    <section className={css.list} aria-label={t("feedback.list")}>
      <p className={css.total}>{t("rows.answers", { count: total, n: number(total) })}</p>
      {days.map(([day, answers]) => (
        <div key={day}>
          <h2 className={css.day}>{longDay(answers[0].timestamp)}</h2>
          <ul>
            {answers.map((item) => (
              <Row key={item.id} item={item} here={item.id === chosen} onChoose={() => onChoose(item.id)} />
            ))}
          </ul>
        </div>
      ))}
      <More shown={items.length} total={total} more={more} reading={reading} />
    </section>
  );
}

function Row({ item, here, onChoose }: { item: FeedbackItem; here: boolean; onChoose: () => void }) {
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (here) row.current?.scrollIntoView({ block: "nearest" });
  }, [here]);
  return (
    <li>
      <button ref={row} type="button" className={css.row} data-here={here || undefined} aria-current={here || undefined} onClick={onChoose}>
        <Quote of={item} />
      </button>
    </li>
  );
}
