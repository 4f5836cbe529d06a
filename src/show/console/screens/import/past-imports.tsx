import { useTranslation } from "react-i18next";
import { type PastImport, useImports } from "../../data/imports.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer, Lines } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import { Table } from "../../parts/table.tsx";
import { When } from "../../parts/when.tsx";
import css from "./import.module.css";

/** Every file that was imported, with what came of it; a row opens its report. */
export function PastImports({ onOpen }: { onOpen: (one: PastImport) => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const list = useImports();
  const outcome = ({ state, report, waiting }: PastImport): string => {
    if (state !== "done" || !report) return t(`import.state.${state}`);
    const isNew = report.factsStored > 0 || report.known === 0;
    const used = number(report.stored + report.known + report.merged);
    const said = [isNew ? t("import.usedOf", { used, read: number(report.read) }) : t("import.nothingNew")];
    if (waiting > 0) said.push(t("import.waiting", { count: waiting, n: number(waiting) }));
    return said.join(" · ");
  };
  return (
    <Answer
      of={list}
      shape={<Lines count={3} />}
      isEmpty={({ imports }) => imports.length === 0}
      whenEmpty={<p className={css.none}>{t("import.none")}</p>}
    >
      {({ imports }) => (
        <Panel title={t("import.past")} note={t("import.pastWhy")}>
          <Table
            label={t("import.past")}
            rows={imports}
            keyOf={({ id }) => id}
            onOpen={onOpen}
            columns={[
              {
                key: "file",
                head: t("import.file"),
                cell: (one) => (
                  <button type="button" className={css.pastName} onClick={() => onOpen(one)}>
                    {one.file}
                  </button>
                ),
              },
              {
                key: "kind",
                head: t("import.kindHead"),
                wide: true,
                cell: ({ kind, shape, mends }) =>
                  [shape, t(`import.kinds.${kind}`), ...(mends ? [t("import.mendedRows")] : [])].filter(Boolean).join(" · "),
              },
              {
                key: "outcome",
                head: t("import.outcome"),
                cell: (one) => <span data-waits={one.waiting > 0 || undefined}>{outcome(one)}</span>,
              },
              { key: "when", head: t("import.when"), num: true, wide: true, cell: ({ startedAt }) => <When at={startedAt} /> },
            ]}
          />
        </Panel>
      )}
    </Answer>
  );
}
