import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCases } from "../../data/cases.ts";
import { Answer, Lines, Nothing } from "../../parts/answer.tsx";
import { useCalled } from "../../parts/called.ts";
import { CaseRule } from "../../parts/case-rule.tsx";
import { Due } from "../../parts/due.tsx";
import { Panel } from "../../parts/page.tsx";
import { Score } from "../../parts/score.tsx";
import { useFormat } from "../../frame/format.ts";
import css from "./pulse.module.css";

const most = 5;

/** The customers who wait for somebody, most urgent first. */
export function WhoNeedsUs() {
  const { t } = useTranslation();
  const callOf = useCalled();
  const { number } = useFormat();
  const cases = useCases("open");
  return (
    <Panel title={t("pulse.needs")} note={t("pulse.needsNote")}>
      <Answer
        of={cases}
        shape={<Lines count={5} />}
        isEmpty={({ items }) => items.length === 0}
        whenEmpty={
          <Nothing title={t("pulse.nobody")}>
            <CaseRule />
          </Nothing>
        }
      >
        {({ items, counts }) => (
          <>
            <div className={css.dueLine}>
              {(["late", "open", "mine"] as const).map((state) => (
                <Link
                  key={state}
                  to="/cases"
                  search={{ state } as never}
                  data-late={(state === "late" && (counts.late ?? 0) > 0) || undefined}
                >
                  <b>{number(counts[state] ?? 0)}</b>
                  <span>{t(`pulse.count.${state}`)}</span>
                </Link>
              ))}
            </div>
            <div className={css.cases}>
              {items.slice(0, most).map((item) => (
                <Link key={item.id} to={`/cases/${item.id}`}>
                  <Score question={item.question} score={item.score} small />
                  <span>{item.comment || callOf(item.customerId, item.customerName)}</span>
                  <Due at={item.dueAt} late={item.late} />
                </Link>
              ))}
            </div>
          </>
        )}
      </Answer>
    </Panel>
  );
}
