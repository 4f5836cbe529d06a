import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { sayCause, useCauses } from "../data/cases.ts";
import { type InitiativeItem, useInitiatives } from "../data/initiatives.ts";
import { unitOf } from "../data/metrics.ts";
import { useFormat } from "../frame/format.ts";
import { Answer, Lines, Nothing } from "../parts/answer.tsx";
import { BeforeAfter } from "../parts/before-after.tsx";
import { Page, Panel } from "../parts/page.tsx";
import { Verdict } from "../parts/verdict.tsx";
import { Grade } from "./initiatives/grade.tsx";
import css from "./initiatives/initiatives.module.css";

/** Did it help? Everything that was tried, with its effect and its grade. What did nothing stays on the list. */
export default function Initiatives() {
  const { t } = useTranslation();
  const list = useInitiatives();
  const begin = (
    <Button component={Link} to="/initiatives/new" leftSection={<IconPlus size={15} />} size="xs">
      {t("commands.initiative")}
    </Button>
  );
  return (
    <Page title={t("nav.initiatives")} question={t("question.initiatives")} actions={begin}>
      <Answer
        of={list}
        shape={<Lines count={4} height={96} />}
        isEmpty={({ items }) => items.length === 0}
        whenEmpty={
          <Nothing title={t("initiatives.none")} action={begin}>
            {t("initiatives.noneWhy")}
          </Nothing>
        }
      >
        {({ items }) => (
          <Panel flush>
            <ul>
              {items.map((item) => (
                <Row key={item.id} of={item} />
              ))}
            </ul>
          </Panel>
        )}
      </Answer>
    </Page>
  );
}

function Row({ of }: { of: InitiativeItem }) {
  const { t } = useTranslation();
  const { dayYear, money } = useFormat();
  const tree = useCauses().data?.tree ?? [];
  const cause = of.cause ? (sayCause(tree, of.cause) ?? of.cause) : null;
  const unit = unitOf(of.metric);
  return (
    <li className={css.item}>
      <Link to={`/initiatives/${of.id}`} className={css.row}>
        <span className={css.what}>
          <b>{of.title}</b>
          <small>
            {[
              cause,
              of.owner?.name,
              t(of.state === "planned" ? "initiatives.from" : "initiatives.since", {
                day: dayYear(of.startedAt).replaceAll(" ", "\u00a0"),
              }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </small>
        </span>
        <span className={css.effect}>
          <small>{t(`metric.${of.metric}`)}</small>
          <BeforeAfter before={of.before} after={of.after} unit={unit} />
        </span>
        <span className={css.judged}>
          {of.change ? <Verdict of={of.effect ?? of.change} unit={unit} /> : <small>{t(`initiative.state.${of.state}`)}</small>}
          <Grade of={of.grade} />
        </span>
        <span className={css.money}>
          {of.money ? (
            <>
              <b>{money(of.money.base, of.currency, true)}</b>
              <small>
                {t("figure.interval", { low: money(of.money.low, of.currency, true), high: money(of.money.high, of.currency, true) })}
              </small>
            </>
          ) : (
            <small>{t("initiatives.noMoney")}</small>
          )}
          {of.costMinor !== null && <small>{t("initiatives.cost", { cost: money(of.costMinor, of.currency, true) })}</small>}
        </span>
      </Link>
    </li>
  );
}
