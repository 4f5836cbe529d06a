import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../frame/format.ts";
import css from "./health.module.css";

/** What became of messages: received = stored + known + set aside. */
export type Account = { received: number; stored: number; known: number; setAside: number };

/** The account of one source, or of all of them, as an equation; figures open what stands behind them, where something does. */
export function Counts({ of, source }: { of: Account; source?: string }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const search = source ? { source } : {};
  const open = (to: string, n: number): ReactNode =>
    n === 0 ? (
      number(n)
    ) : (
      <Link to={to} {...({ search } as object)}>
        {number(n)}
      </Link>
    );
  const parts = [
    ["received", "", number(of.received)],
    ["stored", of.received === of.stored + of.known + of.setAside ? "=" : "≠", open("/sources/live", of.stored)],
    ["known", "+", number(of.known)],
    ["setAside", "+", open("/sources/set-aside", of.setAside)],
  ] as const;
  return (
    <dl className={css.counts}>
      {parts.map(([name, sign, figure]) => (
        <div key={name} data-sign={sign}>
          <dt title={t(`health.countWhy.${name}`)}>{t(`sources.count.${name}`)}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
