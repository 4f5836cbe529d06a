import { Button } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { sayCause, useCauses } from "../../data/cases.ts";
import { type InitiativeStory, useInitiative, useInitiativeRemoval } from "../../data/initiatives.ts";
import { unitOf } from "../../data/metrics.ts";
import { useSayFilter } from "../../frame/filter-words.ts";
import { useFormat } from "../../frame/format.ts";
import { useRows } from "../../frame/rows.ts";
import { Nothing } from "../../parts/answer.tsx";
import { BeforeAfter } from "../../parts/before-after.tsx";
import { MoneyBand } from "../../parts/money-band.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { Sure } from "../../parts/sure.tsx";
import { TrendChart } from "../../parts/trend-chart.tsx";
import { Verdict } from "../../parts/verdict.tsx";
import { Grade } from "./grade.tsx";
import { Thing } from "../../parts/thing.tsx";
import css from "./initiatives.module.css";

/** One initiative: what moved, how far that can be trusted, what it cannot claim, and what it is worth. */
export default function InitiativePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { t } = useTranslation();
  const navigate = useNavigate();
  const story = useInitiative(id);
  const removal = useInitiativeRemoval();
  const [asking, setAsking] = useState(false);
  return (
    <Thing of={story}>
      {(found) => (
        <Page
          title={found.title}
          question={t(`initiative.state.${found.state}`)}
          actions={
            <>
              <Button component={Link} to={`/initiatives/${id}/edit`} variant="default" size="xs" leftSection={<IconPencil size={14} />}>
                {t("initiative.edit")}
              </Button>
              <Button variant="default" size="xs" leftSection={<IconTrash size={14} />} onClick={() => setAsking(true)}>
                {t("initiative.remove")}
              </Button>
            </>
          }
        >
          <Effect of={found} />
          <div className={css.split}>
            <Doubts of={found} />
            <Worth of={found} />
          </div>
          <Trend of={found} />
          {asking && (
            <Sure
              title={t("initiative.removeSure", { title: found.title })}
              why={t("initiative.removeWhy")}
              does={t("initiative.remove")}
              problem={removal.error}
              busy={removal.isPending}
              onNo={() => setAsking(false)}
              onYes={() => removal.mutate(id, { onSuccess: () => void navigate({ to: "/initiatives" }) })}
            />
          )}
        </Page>
      )}
    </Thing>
  );
}

function Effect({ of }: { of: InitiativeStory }) {
  const { t } = useTranslation();
  const { span, dayYear } = useFormat();
  const sayFilter = useSayFilter();
  const { open } = useRows();
  const tree = useCauses().data?.tree ?? [];
  const unit = unitOf(of.metric);
  const told = of.effect ?? of.change;
  const rows = (era: "before" | "after", days: { from: string; to: string } | null) =>
    days &&
    open({
      of: "feedback",
      metric: of.metric,
      ...of.filters,
      from: days.from,
      to: days.to,
      title: t("rows.behind", { what: t(`initiative.${era}`) }),
    });
  const about = [
    t(of.state === "planned" ? "initiative.begins" : "initiative.began", { day: dayYear(of.startedAt) }),
    of.owner?.name,
    of.cause && (sayCause(tree, of.cause) ?? of.cause),
    ...Object.entries(of.filters).map(([name, value]) => sayFilter(name, value)),
  ].filter(Boolean);
  return (
    <Panel title={t("initiative.effect", { metric: t(`metric.${of.metric}`) })} note={about.join(" · ")} aside={<Grade of={of.grade} />}>
      {told ? (
        <div className={css.told}>
          <Verdict of={told} unit={unit} />
          <p>{t(`initiative.says.${told.verdict}`)}</p>
        </div>
      ) : (
        <Nothing title={t("initiative.early")}>{t("initiative.earlyWhy")}</Nothing>
      )}
      {(of.before || of.after) && (
        <BeforeAfter before={of.before} after={of.after} unit={unit} among={[of.control?.before ?? null, of.control?.after ?? null]} />
      )}
      <div className={css.windows}>
        {of.beforeWindow && (
          <Button variant="subtle" size="compact-sm" onClick={() => rows("before", of.beforeWindow)}>
            {t("initiative.rows", { era: t("initiative.before"), span: span(of.beforeWindow.from, of.beforeWindow.to) })}
          </Button>
        )}
        {of.afterWindow && (
          <Button variant="subtle" size="compact-sm" onClick={() => rows("after", of.afterWindow)}>
            {t("initiative.rows", { era: t("initiative.after"), span: span(of.afterWindow.from, of.afterWindow.to) })}
          </Button>
        )}
      </div>
      {of.control && (
        <section className={css.control}>
          <h3>{t("initiative.control")}</h3>
          <BeforeAfter before={of.control.before} after={of.control.after} unit={unit} among={[of.before, of.after]} />
        </section>
      )}
    </Panel>
  );
}

function Doubts({ of }: { of: InitiativeStory }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("initiative.cannot")} note={t(`grade.${of.grade}`)}>
      <ul className={css.doubts}>
        {of.cannotClaim.map((key) => (
          <li key={key}>{t(`doubt.${key}`, { defaultValue: key })}</li>
        ))}
      </ul>
    </Panel>
  );
}

function Worth({ of }: { of: InitiativeStory }) {
  const { t } = useTranslation();
  const { money, number } = useFormat();
  return (
    <Panel title={t("initiative.worth")} note={t("initiative.worthWhy")}>
      {of.money ? (
        <MoneyBand of={of.money} currency={of.currency} costMinor={of.costMinor} />
      ) : (
        <p className={css.quiet}>{t("initiative.noWorth")}</p>
      )}
      <dl className={css.facts}>
        {of.costMinor !== null && (
          <div>
            <dt>{t("initiative.cost")}</dt>
            <dd>{money(of.costMinor, of.currency)}</dd>
          </div>
        )}
        {of.valuePerPointMinor !== null && (
          <div>
            <dt>{t("initiative.perPoint")}</dt>
            <dd>{money(of.valuePerPointMinor, of.currency)}</dd>
          </div>
        )}
        {of.customers !== null && (
          <div>
            <dt>{t("initiative.customers")}</dt>
            <dd>{number(of.customers)}</dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

function Trend({ of }: { of: InitiativeStory }) {
  const { t } = useTranslation();
  const marks = useMemo(() => [{ day: of.startedAt, label: of.title }], [of.startedAt, of.title]);
  if (of.trend.every(({ estimate }) => estimate === null)) return null;
  return (
    <Panel>
      <TrendChart label={t(`metric.${of.metric}`)} title={t("initiative.trend")} points={of.trend} unit={unitOf(of.metric)} marks={marks} />
    </Panel>
  );
}
