import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CustomerRow } from "../../data/customers.ts";
import { useFormat } from "../../frame/format.ts";
import { CustomerLink } from "../../parts/customer-link.tsx";
import { Face } from "../../parts/face.tsx";
import { Score } from "../../parts/score.tsx";
import { Table } from "../../parts/table.tsx";
import { When } from "../../parts/when.tsx";
import css from "./customers.module.css";

type Props = { items: CustomerRow[]; here: string | null; onOpen: (row: CustomerRow) => void };

/** Customers as rows: who, how it stands with them, what they are worth. */
export function CustomerTable({ items, here, onOpen }: Props) {
  const { t } = useTranslation();
  const { number, money } = useFormat();
  return (
    <Table
      label={t("nav.customers")}
      rows={items}
      keyOf={({ id }) => id}
      here={here}
      onOpen={onOpen}
      columns={[
        {
          key: "who",
          head: t("customers.who"),
          cell: (row) => (
            <span className={css.who}>
              <Face name={row.called} />
              <span>
                <CustomerLink id={row.id} name={row.called} />
                {row.name && row.email && <small>{row.email}</small>}
              </span>
              {row.openCase && (
                <Badge variant="outline" color="gray" size="sm" radius="sm" tt="none">
                  {t("customers.openCase")}
                </Badge>
              )}
            </span>
          ),
        },
        { key: "score", head: t("customers.lastScore"), cell: (row) => row.lastScore && <Score {...row.lastScore} small /> },
        { key: "answers", head: t("customers.answers"), num: true, wide: true, cell: (row) => number(row.answers) },
        { key: "interactions", head: t("customers.interactions"), num: true, wide: true, cell: (row) => number(row.interactions) },
        {
          key: "worth",
          head: t("customers.worth"),
          num: true,
          wide: true,
          cell: (row) => (row.revenueMinor === null ? "" : money(row.revenueMinor, row.currency, true)),
        },
        { key: "seen", head: t("customers.lastSeen"), num: true, cell: (row) => <When at={row.lastSeen} /> },
      ]}
    />
  );
}
