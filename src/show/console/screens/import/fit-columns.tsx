import { Button, Select, Switch } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { scoredQuestions } from "../../../../model/fact.ts";
import {
  asksAnswers,
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
import { ColumnList } from "./column-list.tsx";
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
  const isOrderOpen = file.opens[plan.kind].includes("dateOrder");
  const wants = { question: asksQuestion(plan), dateOrder: isOrderOpen || file.dateOrder !== null, answers: asksAnswers(file, plan) };
  const unsure = (wants.question && plan.question === null) || (isOrderOpen && plan.dateOrder === null) || wants.answers;

  const isBlocked = open.length > 0 || unsure;

  useEffect(() => {
    // What is still open is asked above; asking the server too would only say it twice.
    if (!isBlocked) look(plan);
  }, [look, plan, isBlocked]);

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
          <Select
            label={t("import.kind")}
            {...(file.shape ? { description: t("import.shape", { program: file.shape }) } : {})}
            inputWrapperOrder={["label", "input", "description"]}
            w={230}
            allowDeselect={false}
            value={plan.kind}
            onChange={(kind) => kind && setPlan(guessPlan(file, kind as ImportKind))}
            data={importKinds.map((value) => ({ value, label: t(`import.kinds.${value}`) }))}
          />
          {wants.question && (
            <Select
              label={t("import.question")}
              placeholder={t("import.choose")}
              w={230}
              data={scoredQuestions.map((value) => ({ value, label: t(`asked.${value}`) }))}
              value={plan.question}
              error={plan.question === null && t("import.unsureQuestion")}
              onChange={(question) => setPlan({ ...plan, question })}
            />
          )}
          {wants.dateOrder && (
            <Select
              label={t("import.dates")}
              placeholder={t("import.choose")}
              w={230}
              data={(["dmy", "mdy", "ymd"] as const).map((value) => ({ value, label: t(`import.dateOrder.${value}`) }))}
              value={plan.dateOrder}
              error={isOrderOpen && plan.dateOrder === null && t("import.unsureDates")}
              onChange={(dateOrder) => setPlan({ ...plan, dateOrder })}
            />
          )}
          {plan.kind === "responses" && (
            <Switch
              label={t("import.unfinished")}
              description={t("import.unfinishedWhy")}
              checked={plan.keepsUnfinished}
              onChange={(event) => setPlan({ ...plan, keepsUnfinished: event.currentTarget.checked })}
            />
          )}
        </div>
        <ColumnList file={file} plan={plan} onChange={setPlan} />
        {open.length > 0 && <p className={css.open}>{t("import.open", { fields: open.map(({ label }) => label).join(", ") })}</p>}
        {wants.answers && <p className={css.open}>{t("import.openAnswers")}</p>}
      </Panel>
      <Panel title={t("import.preview")} note={t("import.previewWhy")}>
        {isBlocked ? (
          <p className={css.quiet}>{t("import.previewLater")}</p>
        ) : (
          <PreviewRows rows={preview.data?.rows ?? null} problem={preview.error} />
        )}
      </Panel>
      {start.error && <Broken problem={start.error} />}
      <div className={css.foot} data-sticks>
        <Button
          size="md"
          disabled={isBlocked}
          loading={start.isPending}
          onClick={() => start.mutate(plan, { onSuccess: ({ job }) => onStarted(job) })}
        >
          {t("import.start", { count: file.rowsEstimated, rows: number(file.rowsEstimated) })}
        </Button>
      </div>
    </>
  );
}
