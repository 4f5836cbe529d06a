import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Source } from "../../data/sources.ts";
import { useFormat } from "../../frame/format.ts";
import css from "./health.module.css";
import { useWarningWords } from "../warnings/warning-words.ts";

/** Why requests of a source were refused and messages set aside, since it exists: each reason with its count. */
export function Reasons({ of }: { of: Source }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const words = useWarningWords();
  const groups = [
    ["refused", of.refused],
    ["set_aside", of.setAsideFor],
  ] as const;
  const found = groups.filter(([, reasons]) => reasons.length > 0);
  if (found.length === 0) return null;
  return (
    <div className={css.reasons}>
      {found.map(([kind, reasons]) => (
        <section key={kind}>
          <h3>{t(`health.reasons.${kind}`)}</h3>
          <ul>
            {reasons.map(({ code, n }) => (
              <li key={code}>
                <b>
                  {kind === "set_aside" ? (
                    <Link to="/sources/set-aside" {...({ search: { source: of.id, code } } as object)}>
                      {number(n)}
                    </Link>
                  ) : (
                    number(n)
                  )}
                </b>
                <span>{words(kind, code).is}</span>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
