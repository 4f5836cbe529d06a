import { IconCircleCheck, IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type AccountCheck, useAccountCheck } from "../../data/source-health.ts";
import type { Source } from "../../data/sources.ts";
import { useFormat } from "../../frame/format.ts";
import { Panel } from "../../parts/page.tsx";
import { When } from "../../parts/when.tsx";
import { type Account, Counts } from "./counts.tsx";
import css from "./health.module.css";

/** Whether everything that arrived is accounted for: the figures of all sources, and what the last check found. */
export function AccountsPanel({ sources }: { sources: Source[] }) {
  const found = useAccountCheck().data;
  const total = sources.reduce(
    (sum, { received, stored, known, setAside }): Account => ({
      received: sum.received + received,
      stored: sum.stored + stored,
      known: sum.known + known,
      setAside: sum.setAside + setAside,
    }),
    { received: 0, stored: 0, known: 0, setAside: 0 },
  );
  return (
    <Panel>
      <div className={css.accounts}>
        <Counts of={total} />
        {found && <Verdict check={found.check} sources={sources} />}
      </div>
    </Panel>
  );
}

function Verdict({ check, sources }: { check: AccountCheck | null; sources: Source[] }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (!check) return <p className={css.verdict}>{t("health.unchecked")}</p>;
  if (check.differences.length === 0)
    return (
      <p className={css.verdict} data-well>
        <IconCircleCheck size={16} aria-hidden />
        <span>
          {t("health.agrees")}{" "}
          <small>
            {t("health.checked")} <When at={check.at} />
          </small>
        </span>
      </p>
    );
  const nameOf = (id: string) => sources.find((source) => source.id === id)?.name ?? id;
  return (
    <div className={css.verdict} data-broken role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <div>
        <b>{t("health.differs")}</b>
        <ul>
          {check.differences.map(({ sourceId, what, n }) => (
            <li key={`${sourceId} ${what}`}>
              {t(`health.difference.${what}.${n > 0 ? "missing" : "extra"}`, {
                count: Math.abs(n),
                n: number(Math.abs(n)),
                source: nameOf(sourceId),
              })}
            </li>
          ))}
        </ul>
        <small>
          {t("health.differsWhy")} {t("health.checked")} <When at={check.at} />
        </small>
      </div>
    </div>
  );
}
