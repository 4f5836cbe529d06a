import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Health, useHealth } from "../../data/source-health.ts";
import type { Source } from "../../data/sources.ts";
import { useFormat } from "../../frame/format.ts";
import { Panel } from "../../parts/page.tsx";
import { Counts } from "./counts.tsx";
import css from "./health.module.css";
import { HourBars } from "./hour-bars.tsx";
import { LifeMark } from "./life-mark.tsx";
import { Reasons } from "./reasons.tsx";

/** How one source is: its state, its day, rate and lag, its account, and why things were refused or set aside. `children` follow below. */
export function HealthPanel({ of, children }: { of: Source; children?: ReactNode }) {
  const found = useHealth().data;
  const health = found?.sources.find(({ id }) => id === of.id);
  return (
    <Panel>
      <div className={css.health}>
        {found && health && <Vitals of={health} from={found.hoursFrom} lastSeenAt={of.lastSeenAt} />}
        <Counts of={of} source={of.id} />
        <Reasons of={of} />
        {children}
      </div>
    </Panel>
  );
}

function Vitals({ of, from, lastSeenAt }: { of: Health; from: string; lastSeenAt: string | null }) {
  const { t } = useTranslation();
  const { number, tenth, duration } = useFormat();
  const { lag, perMinute, hours } = of;
  const day = hours.reduce((sum, n) => sum + n, 0);
  return (
    <div className={css.vitals}>
      <div className={css.state}>
        <LifeMark of={of} lastSeenAt={lastSeenAt} />
        {of.state === "refusing" && <p>{t("health.refusingWhy")}</p>}
        {of.state === "never" && <p>{t("health.neverWhy")}</p>}
      </div>
      <dl className={css.figures}>
        <div>
          <dt>{t("health.perMinute")}</dt>
          <dd>{perMinute < 10 ? tenth(perMinute) : number(perMinute)}</dd>
        </div>
        <div>
          <dt title={t("health.lagWhy")}>{t("health.lag")}</dt>
          <dd>
            {lag ? duration(lag.medianMs) : <span className={css.none}>{t("health.none")}</span>}
            {lag && (
              <small title={t("health.lagOf", { n: number(lag.n), count: lag.hours })}>
                {t("health.p95", { lag: duration(lag.p95Ms) })}
              </small>
            )}
          </dd>
        </div>
        <div>
          <dt>{t("health.day")}</dt>
          <dd>{number(day)}</dd>
        </div>
      </dl>
      {day > 0 && (
        <div className={css.day}>
          <HourBars hours={hours} tall />
          <Hours hours={hours} from={from} />
        </div>
      )}
    </div>
  );
}

/** The bars as figures. */
function Hours({ hours, from }: { hours: number[]; from: string }) {
  const { t } = useTranslation();
  const { number, clockShort } = useFormat();
  const rows = hours.map((n, index) => ({ at: new Date(Date.parse(from) + index * 3_600_000).toISOString(), n }));
  return (
    <details className={css.hours}>
      <summary>{t("health.byHour")}</summary>
      <ul>
        {rows.toReversed().map(({ at, n }) => (
          <li key={at}>
            <time dateTime={at}>{clockShort(at)}</time> {number(n)}
          </li>
        ))}
      </ul>
    </details>
  );
}
