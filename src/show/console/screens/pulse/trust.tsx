import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSources } from "../../data/sources.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer, Lines, Nothing } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import { When } from "../../parts/when.tsx";
import { CoverageLine } from "./coverage-line.tsx";
import css from "./pulse.module.css";

const most = 5;

/** How far these figures can be trusted: what feeds them, how fresh it is, what was set aside. */
export function Trust() {
  const { t } = useTranslation();
  const { number, share } = useFormat();
  const sources = useSources();
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
              {alive.slice(0, most).map((source) => (
                <div key={source.id}>
                  <dt>{source.name}</dt>
                  <dd>
                    {t("pulse.stored", { n: number(source.stored) })}
                    {source.lastSeenAt ? (
                      <>
                        {" "}
                        · <When at={source.lastSeenAt} />
                      </>
                    ) : null}
                  </dd>
                </div>
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
