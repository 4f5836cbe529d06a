import {
  IconBuildingStore,
  IconClipboardText,
  IconFileTypeCsv,
  IconFolder,
  IconFolderDown,
  IconKey,
  IconRss,
  IconWebhook,
} from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useHealth } from "../../data/source-health.ts";
import type { Source } from "../../data/sources.ts";
import { useFormat } from "../../frame/format.ts";
import { Lines } from "../../parts/answer.tsx";
import { Table } from "../../parts/table.tsx";
import css from "./health.module.css";
import { HourBars } from "./hour-bars.tsx";
import { LifeMark } from "./life-mark.tsx";
import { placeOf } from "./source-place.ts";
import { urgencyOf } from "./urgency.ts";

const signs = {
  key: IconKey,
  webhook: IconWebhook,
  import: IconFileTypeCsv,
  folder: IconFolder,
  inbox: IconFolderDown,
  feed: IconRss,
  survey: IconClipboardText,
  sample: IconBuildingStore,
  api: IconKey,
};

const refusedOf = ({ refused }: Source): number => refused.reduce((sum, { n }) => sum + n, 0);

/** Every source in one line: is it alive, how much comes, how late, what became of it. */
export function SourceTable({ sources }: { sources: Source[] }) {
  const { t } = useTranslation();
  const { number, tenth, duration } = useFormat();
  const navigate = useNavigate();
  const health = useHealth();
  const healthOf = (source: Source) => health.data?.sources.find(({ id }) => id === source.id);
  const rows = sources.toSorted((a, b) => urgencyOf(healthOf(a)) - urgencyOf(healthOf(b)));
  // Rows that change their places once their state is known would move away under somebody's finger.
  if (health.isPending) return <Lines count={Math.min(sources.length, 8)} height={52} />;
  return (
    <Table
      label={t("nav.sources")}
      rows={rows}
      keyOf={({ id }) => id}
      onOpen={(source) => void navigate(placeOf(source) as object)}
      columns={[
        { key: "name", head: t("health.source"), cell: (source) => <SourceName of={source} /> },
        {
          key: "state",
          head: t("health.alive"),
          cell: (source) => {
            const health = healthOf(source);
            return health && <LifeMark of={health} lastSeenAt={source.lastSeenAt} />;
          },
        },
        {
          key: "hours",
          head: t("health.day"),
          wide: true,
          cell: (source) => {
            const hours = healthOf(source)?.hours ?? [];
            return hours.some((n) => n > 0) ? <HourBars hours={hours} /> : <span className={css.none}>{t("health.none")}</span>;
          },
        },
        {
          key: "rate",
          head: t("health.perMinute"),
          num: true,
          wide: true,
          cell: (source) => {
            const rate = healthOf(source)?.perMinute ?? 0;
            return rate > 0 ? rate < 10 ? tenth(rate) : number(rate) : <span className={css.none}>{t("health.none")}</span>;
          },
        },
        {
          key: "lag",
          head: t("health.lag"),
          num: true,
          wide: true,
          cell: (source) => {
            const lag = healthOf(source)?.lag;
            return lag ? duration(lag.medianMs) : <span className={css.none}>{t("health.none")}</span>;
          },
        },
        { key: "received", head: t("sources.count.received"), num: true, wide: true, cell: ({ received }) => number(received) },
        {
          key: "aside",
          head: t("sources.count.setAside"),
          num: true,
          wide: true,
          cell: ({ setAside }) => <span className={setAside === 0 ? css.none : undefined}>{number(setAside)}</span>,
        },
        {
          key: "refused",
          head: t("health.refused"),
          num: true,
          wide: true,
          cell: (source) => <span className={refusedOf(source) === 0 ? css.none : css.bad}>{number(refusedOf(source))}</span>,
        },
      ]}
    />
  );
}

function SourceName({ of }: { of: Source }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const Sign = signs[of.kind];
  const { to, search } = placeOf(of);
  return (
    <span className={css.name} data-revoked={of.revokedAt !== null || undefined}>
      <Sign size={18} stroke={1.6} aria-hidden />
      <span>
        <Link to={to} {...({ search } as object)}>
          {of.name}
        </Link>
        <small>
          {t(`sources.kind.${of.kind}`)}
          {of.prefix && <code>{of.prefix}…</code>}
          {of.origins.length > 0 && ` · ${t("sources.pages", { count: of.origins.length, page: of.origins[0] })}`}
        </small>
        <small className={css.narrow}>
          {t("health.narrow", { received: number(of.received), aside: number(of.setAside), refused: number(refusedOf(of)) })}
        </small>
      </span>
    </span>
  );
}
