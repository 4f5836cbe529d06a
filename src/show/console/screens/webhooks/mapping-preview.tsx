import { useTranslation } from "react-i18next";
import type { DeliveryPreview, Preview } from "../../data/webhooks.ts";
import { useFormat } from "../../frame/format.ts";
import { Table } from "../../parts/table.tsx";
import { When } from "../../parts/when.tsx";
import { Words } from "../../parts/words.tsx";
import css from "./webhooks.module.css";

type Row = { key: string; receivedAt: string; fact: DeliveryPreview["facts"][number] | null; problem: string | null };

const rowsOf = ({ id, receivedAt, facts, problems }: DeliveryPreview): Row[] => [
  ...facts.map((fact, index) => ({ key: `${id} ${index}`, receivedAt, fact, problem: null })),
  ...problems.map((problem, index) => ({ key: `${id} problem ${index}`, receivedAt, fact: null, problem })),
];

/** What the last deliveries would become, fact by fact, and why some would not. */
export function MappingPreview({ of }: { of: Preview }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const rows = of.deliveries.flatMap(rowsOf);
  const good = rows.filter(({ fact }) => fact !== null).length;
  const text = (row: Row, field: string): string => String(row.fact?.fields[field] ?? "");
  const what = (row: Row) => {
    if (!row.fact) return <span className={css.problem}>{row.problem && <Words>{row.problem}</Words>}</span>;
    if (row.fact.fact === "feedback") {
      const question = text(row, "question");
      const score = text(row, "score");
      return [question && `${t(`asked.${question}`, { defaultValue: question })}: ${score}`, text(row, "comment")]
        .filter(Boolean)
        .join(" · ");
    }
    return text(row, "name");
  };
  const amount = (row: Row) => {
    const minor = row.fact?.fields["revenueMinor"];
    return typeof minor === "number" ? money(minor, text(row, "currency")) : "";
  };
  if (of.problems.length > 0) return <p className={css.quiet}>{t("webhook.previewOpen")}</p>;
  return (
    <div className={css.preview}>
      <h3>{t("webhook.preview")}</h3>
      <p className={css.quiet}>{t("webhook.previewSum", { count: good, problems: rows.length - good })}</p>
      <Table
        label={t("webhook.preview")}
        compact
        rows={rows.slice(0, 40)}
        keyOf={({ key }) => key}
        columns={[
          { key: "what", head: t("webhook.col.what"), cell: what },
          { key: "who", head: t("webhook.col.who"), cell: (row) => <code className={css.mono}>{text(row, "who")}</code> },
          { key: "amount", head: t("webhook.col.amount"), num: true, wide: true, cell: amount },
          { key: "place", head: t("webhook.col.place"), wide: true, cell: (row) => text(row, "touchpoint") },
          { key: "when", head: t("webhook.col.when"), wide: true, cell: (row) => (row.fact ? <When at={text(row, "when")} plain /> : "") },
        ]}
      />
    </div>
  );
}
