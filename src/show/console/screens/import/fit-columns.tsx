import { Button, Select } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { scoredQuestions } from "../../../../model/fact.ts";
import {
  asksQuestion,
  guessPlan,
  type ImportFile,
  type ImportKind,
  importKinds,
  type ImportPlan,
  openFields,
  useImportPreview,
  useImportStart,
} from "../../data/imports.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import { ChooseTables } from "./choose-tables.tsx";
import { FileSign } from "./file-sign.tsx";
import css from "./import.module.css";
import { PreviewRows } from "./preview-rows.tsx";

type Props = { file: ImportFile; onBack: () => void; onChoose: (file: ImportFile) => void; onStarted: (job: string) => void };

/** How the file was understood: its kind and what each column means, to be corrected, with the first rows as they would be stored. */
export function FitColumns({ file, onBack, onChoose, onStarted }: Props) {
  const { t } = useTranslation();
  const { number, bytes } = useFormat();
  const [plan, setPlan] = useState<ImportPlan>(() => guessPlan(file, file.kind));
  const { mutate: look, ...preview } = useImportPreview(file.id);
  const start = useImportStart(file.id);
  const open = openFields(file, plan);
  const wants = { question: asksQuestion(plan), dateOrder: file.open.includes("dateOrder") || file.dateOrder !== null };
  const unsure = (wants.question && plan.question === null) || (file.open.includes("dateOrder") && plan.dateOrder === null);

  useEffect(() => look(plan), [look, plan]);

  return (
    <>
      <Panel
        title={
          <span className={css.file}>
            <FileSign of={file.format} />
            {file.file}
          </span>
        }
        note={t(file.format === "csv" ? "import.found" : "import.foundAs", {
          format: t(`import.format.${file.format}`),
          rows: number(file.rowsEstimated),
          bytes: bytes(file.bytes),
          encoding: file.encoding,
          delimiter: file.delimiter === "\t" ? t("import.tab") : file.delimiter,
        })}
        aside={
          <Button variant="default" size="xs" onClick={onBack}>
            {t("import.other")}
          </Button>
        }
      >
        {file.tables.length > 1 && <ChooseTables file={file} onChoose={onChoose} />}
        <div className={css.kind}>
          <span>{t("import.kind")}</span>
          <Select
            aria-label={t("import.kind")}
            w={230}
            allowDeselect={false}
            value={plan.kind}
            onChange={(kind) => setPlan(guessPlan(file, kind as ImportKind))}
            data={importKinds.map((value) => ({ value, label: t(`import.kinds.${value}`) }))}
          />
          {wants.question && (
            <Select
              aria-label={t("import.question")}
              placeholder={t("import.question")}
              w={230}
              data={scoredQuestions.map((value) => ({ value, label: t(`asked.${value}`) }))}
              value={plan.question}
              error={plan.question === null}
              onChange={(question) => setPlan({ ...plan, question })}
            />
          )}
          {wants.dateOrder && (
            <Select
              aria-label={t("import.dates")}
              w={200}
              placeholder={t("import.dates")}
              data={(["dmy", "mdy", "ymd"] as const).map((value) => ({ value, label: t(`import.dateOrder.${value}`) }))}
              value={plan.dateOrder}
              error={plan.dateOrder === null}
              onChange={(dateOrder) => setPlan({ ...plan, dateOrder })}
            />
          )}
        </div>
        <Columns file={file} plan={plan} onChange={setPlan} />
        {open.length > 0 && <p className={css.open}>{t("import.open", { fields: open.map(({ label }) => label).join(", ") })}</p>}
      </Panel>
      <Panel title={t("import.preview")} note={t("import.previewWhy")}>
        <PreviewRows rows={preview.data?.rows ?? null} problem={preview.error} />
      </Panel>
      {start.error && <Broken problem={start.error} />}
      <div className={css.foot}>
        <Button
          size="md"
          disabled={open.length > 0 || unsure}
          loading={start.isPending}
          onClick={() => start.mutate(plan, { onSuccess: ({ job }) => onStarted(job) })}
        >
          {t("import.start", { rows: number(file.rowsEstimated) })}
        </Button>
      </div>
    </>
  );
}

type ColumnsProps = { file: ImportFile; plan: ImportPlan; onChange: (plan: ImportPlan) => void };

function Columns({ file, plan, onChange }: ColumnsProps) {
  const { t } = useTranslation();
  const fieldOf = (index: number) => Object.entries(plan.mapping).find(([, at]) => at === index)?.[0] ?? null;
  const put = (index: number, field: string | null) => {
    const kept = Object.entries(plan.mapping).filter(([name, at]) => at !== index && name !== field);
    onChange({ ...plan, mapping: Object.fromEntries(field ? [...kept, [field, index]] : kept) });
  };
  const choices = file.fields[plan.kind].map(({ id, label, required }) => ({
    value: id,
    label: required ? t("import.needed", { label }) : label,
  }));
  return (
    <ul className={css.columns}>
      {file.columns.map(({ index, header, sample }) => (
        <li key={index} data-used={fieldOf(index) !== null || undefined}>
          <b>{header || t("import.column", { number: index + 1 })}</b>
          <span title={sample.join("\n")}>{sample.filter(Boolean).slice(0, 3).join(" · ")}</span>
          <Select
            aria-label={t("import.meaning", { header })}
            placeholder={t("import.extra")}
            clearable
            searchable
            data={choices}
            value={fieldOf(index)}
            onChange={(field) => put(index, field)}
          />
        </li>
      ))}
    </ul>
  );
}
