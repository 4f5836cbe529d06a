import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Warning } from "../../data/source-health.ts";
import type { Source } from "../../data/sources.ts";
import { useFormat } from "../../frame/format.ts";
import { When } from "../../parts/when.tsx";
import { placeOf } from "../health/source-place.ts";
import { Words } from "../../parts/words.tsx";
import css from "./warnings.module.css";
import { useWarningWords } from "./warning-words.ts";

// What was tallied is known by the hour.
const hourMs = 3_600_000;

type Props = { warnings: Warning[]; sources?: Source[] };

/** Warnings, each with how often, since when, what it means, what to do, and a few samples. `sources` are given where it is not plain whose they are. */
export function WarningList({ warnings, sources }: Props) {
  return (
    <ul className={css.warnings}>
      {warnings.map((one) => (
        <OneWarning key={`${one.kind} ${one.code} ${one.sourceId}`} of={one} source={sources?.find(({ id }) => id === one.sourceId)} />
      ))}
    </ul>
  );
}

function OneWarning({ of, source }: { of: Warning; source: Source | undefined }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { is, todo } = useWarningWords()(of.kind, of.code);
  return (
    <li data-note={of.isNote || undefined}>
      <b className={css.times}>{number(of.n)}</b>
      <div>
        <h3>{is}</h3>
        <p className={css.meta}>
          <code>{of.code}</code> {t(`warning.kind.${of.kind}`)}
          {source && (
            <>
              {" · "}
              <Link to={placeOf(source).to} {...({ search: placeOf(source).search } as object)}>
                {source.name}
              </Link>
            </>
          )}
          {" · "}
          <When at={of.lastAt} />
          {Date.parse(of.lastAt) - Date.parse(of.firstAt) > hourMs && (
            <>
              , {t("warning.first")} <When at={of.firstAt} plain />
            </>
          )}
        </p>
        <p>{todo}</p>
        {of.samples.length > 0 && <Samples of={of} />}
        {of.kind === "set_aside" && of.code !== "consent_denied" && (
          <Link to="/sources/set-aside" {...({ search: { source: of.sourceId, code: of.code } } as object)}>
            {t("warning.open")}
          </Link>
        )}
      </div>
    </li>
  );
}

function Samples({ of: { samples } }: { of: Warning }) {
  const { t } = useTranslation();
  return (
    <details className={css.samples}>
      <summary>{t("warning.samples", { count: samples.length })}</summary>
      <ul>
        {samples.map(({ at, event, messageId, says }, index) => (
          <li key={index}>
            <When at={at} plain />
            <span>
              {says ? <Words>{says}</Words> : event}
              {says && event && ` · ${event}`}
              {messageId && <code>{messageId}</code>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
