import { useTranslation } from "react-i18next";
import type { PathEdge, Paths } from "../../data/journeys.ts";
import { useAddress } from "../../frame/address.ts";
import { useFormat } from "../../frame/format.ts";
import { Table } from "../../parts/table.tsx";
import { arrowId } from "./path-layout.ts";

/** The graph's twin: every arrow as a row, most frequent first. */
export function PathTable({ paths }: { paths: Paths }) {
  const { t } = useTranslation();
  const { number, duration } = useFormat();
  const [address, change] = useAddress();
  const wait = (ms: number | null) => (ms === null ? t("paths.unknown") : duration(ms));
  const id = ({ from, to }: PathEdge) => arrowId(from, to);
  return (
    <Table
      label={t("paths.graphLabel")}
      compact
      rows={paths.edges.toSorted((a, b) => b.count - a.count)}
      keyOf={id}
      here={address.source && address.target ? arrowId(address.source, address.target) : null}
      onOpen={({ from, to }) => change({ source: from, target: to, step: null })}
      columns={[
        { key: "from", head: t("paths.from"), cell: ({ from }) => from },
        { key: "to", head: t("paths.to"), cell: ({ to }) => to },
        { key: "times", head: t("paths.times"), num: true, cell: ({ count }) => number(count) },
        { key: "customers", head: t("paths.customers"), num: true, cell: ({ customers }) => number(customers) },
        { key: "median", head: t("paths.median"), num: true, cell: ({ medianMs }) => wait(medianMs) },
        { key: "mean", head: t("paths.mean"), num: true, cell: ({ meanMs }) => wait(meanMs) },
      ]}
    />
  );
}
