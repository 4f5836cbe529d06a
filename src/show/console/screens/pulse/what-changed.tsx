import { useTranslation } from "react-i18next";
import { type ChangeRow, unitOf, useChanges } from "../../data/metrics.ts";
import { useBar } from "../../frame/bar.ts";
import { useFormat } from "../../frame/format.ts";
import { useRows } from "../../frame/rows.ts";
import { Answer, Lines, Nothing } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import { Verdict } from "../../parts/verdict.tsx";
import { Whisker } from "../../parts/whisker.tsx";
import css from "./pulse.module.css";

const most = 7;

/** Moves between the previous period and this one: proven ones first, each a sentence that opens its answers. */
export function WhatChanged() {
  const { t } = useTranslation();
  const bar = useBar();
  const changes = useChanges(bar);
  return (
    <Panel title={t("pulse.changed")} note={t("pulse.changedNote")}>
      <Answer
        of={changes}
        shape={<Lines count={5} />}
        isEmpty={(found) => found.changes.length === 0}
        whenEmpty={<Nothing title={t("pulse.unchanged")}>{t("pulse.unchangedWhy")}</Nothing>}
      >
        {(found) => (
          <ul className={css.moves}>
            {found.changes.slice(0, most).map((row) => (
              <Move key={`${row.metric}-${row.by}-${row.key}`} row={row} />
            ))}
          </ul>
        )}
      </Answer>
    </Panel>
  );
}

function Move({ row }: { row: ChangeRow }) {
  const { t } = useTranslation();
  const { figure, number } = useFormat();
  const { open } = useRows();
  const { metric } = row;
  const unit = unitOf(metric);
  const label = t(`${row.by}.${row.key}`, { defaultValue: row.label });
  const range: [number, number] = unit === "points" ? [-100, 100] : [0, 100];
  return (
    <li>
      <button type="button" className={css.move} onClick={() => open({ of: "feedback", metric, [row.by]: row.key, title: label })}>
        <Verdict of={row.change} unit={unit} />
        <span>
          <b>{label}</b>
          <small>
            {t("pulse.move", {
              metric: t(`metric.${metric}`),
              by: t(`by.${row.by}`, { defaultValue: row.by }),
              before: figure(row.before.value, unit),
              after: figure(row.after.value, unit),
              n: number(row.after.n),
            })}
          </small>
        </span>
        <Whisker of={row.after} before={row.before} unit={unit} range={range} />
      </button>
    </li>
  );
}
