import { Button, CloseButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Paths } from "../../data/journeys.ts";
import { useAddress } from "../../frame/address.ts";
import { carriedWords } from "../../frame/bar.ts";
import { useFormat } from "../../frame/format.ts";
import { useRows } from "../../frame/rows.ts";
import { EstimateFigure } from "../../parts/estimate-figure.tsx";
import css from "./journeys.module.css";
import { arrowId } from "./path-layout.ts";

/** What is known about the selected step or arrow, and the way to its rows. */
export function PathCard({ paths }: { paths: Paths }) {
  const { t } = useTranslation();
  const { number, duration } = useFormat();
  const [address, change] = useAddress();
  const { open } = useRows();
  const step = paths.nodes.find(({ touchpoint }) => touchpoint === address.step);
  const arrow = paths.edges.find(({ from, to }) => from === address.source && to === address.target);
  if (!step && !arrow) return null;
  const title = step ? step.touchpoint : arrowId(arrow?.from ?? "", arrow?.to ?? "");
  const wait = (ms: number | null | undefined) => (ms === null || ms === undefined ? t("paths.unknown") : duration(ms));
  const facts: [string, string][] = step
    ? [
        [t("paths.count"), number(step.count)],
        [t("paths.customers"), number(step.customers)],
        [t("paths.starts"), number(step.starts)],
        [t("paths.ends"), number(step.ends)],
      ]
    : [
        [t("paths.times"), number(arrow?.count ?? 0)],
        [t("paths.customers"), number(arrow?.customers ?? 0)],
        [t("paths.median"), wait(arrow?.medianMs)],
        [t("paths.mean"), wait(arrow?.meanMs)],
      ];
  const rows: Record<string, string> = step ? { touchpoint: step.touchpoint } : { source: arrow?.from ?? "", target: arrow?.to ?? "" };
  return (
    <section className={css.card} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <CloseButton size="sm" aria-label={t("close")} onClick={() => change({ step: null, source: null, target: null })} />
      </header>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {step && (
          <div>
            <dt>{t("metric.nps")}</dt>
            <dd>
              <EstimateFigure of={step.score} unit="points" />
            </dd>
          </div>
        )}
      </dl>
      <Button variant="light" onClick={() => open({ of: "journey", title, ...rows })}>
        {t("paths.rows")}
      </Button>
      {step && (
        <Button
          variant="default"
          component={Link}
          {...({ to: "/feedback", search: { ...carriedWords(address), touchpoint: step.touchpoint } } as object)}
        >
          {t("paths.read")}
        </Button>
      )}
    </section>
  );
}
