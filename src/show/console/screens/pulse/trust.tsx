import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Health, useAccountCheck, useHealth } from "../../data/source-health.ts";
import { type Source, useSources } from "../../data/sources.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer, Lines, Nothing } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import { When } from "../../parts/when.tsx";
import { LifeMark } from "../health/life-mark.tsx";
import { needsSomebody, urgencyOf } from "../health/urgency.ts";
import { CoverageLine } from "./coverage-line.tsx";
import css from "./pulse.module.css";

const most = 5;

/** How far these figures can be trusted: what feeds them, how fresh it is, what was set aside. */
export function Trust() {
  const { t } = useTranslation();
  const { number, share } = useFormat();
  const sources = useSources();
  const health = useHealth().data?.sources;
  const healthOf = ({ id }: Source) => health?.find((one) => one.id === id);
  const isBroken = (useAccountCheck().data?.check?.differences.length ?? 0) > 0;
  return (
    <Panel title={t("pulse.trust")} note={t("pulse.trustNote")}>
      <Answer
        of={sources}
        shape={<Lines count={4} />}
        isEmpty={(found) => found.sources.length === 0}
        whenEmpty={<Nothing title={t("sources.none")} />}
      >
        {(found) => {
          const alive = found.sources.filter(({ revokedAt }) => revokedAt === null);
          const stored = alive.reduce((sum, source) => sum + source.stored + source.known, 0);
          const aside = alive.reduce((sum, source) => sum + source.setAside, 0);
          return (
            <dl className={css.trust}>
              {isBroken && (
                <div>
                  <dt className={css.late}>
                    <Link to="/sources">{t("health.differs")}</Link>
                  </dt>
                </div>
              )}
              {alive
                .toSorted((a, b) => urgencyOf(healthOf(a)) - urgencyOf(healthOf(b)))
                .slice(0, most)
                .map((source) => (
                  <SourceLine key={source.id} of={source} health={healthOf(source)} />
                ))}
              <CoverageLine />
              <div>
                <dt>
                  <Link to="/sources/set-aside">{t("pulse.setAside")}</Link>
                </dt>
                <dd>
                  {number(aside)}
                  {stored + aside > 0 && <> · {share(aside / (stored + aside))}</>}
                </dd>
              </div>
            </dl>
          );
        }}
      </Answer>
    </Panel>
  );
}

/** What a source has brought and when it was last heard of; one that needs somebody says why. */
function SourceLine({ of, health }: { of: Source; health: Health | undefined }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <div>
      <dt>{of.name}</dt>
      <dd>
        {health && needsSomebody(health) ? (
          <LifeMark of={health} lastSeenAt={of.lastSeenAt} />
        ) : (
          <>
            {t("pulse.stored", { n: number(of.stored) })}
            {of.lastSeenAt && (
              <>
                {" "}
                · <When at={of.lastSeenAt} />
              </>
            )}
          </>
        )}
      </dd>
    </div>
  );
}
