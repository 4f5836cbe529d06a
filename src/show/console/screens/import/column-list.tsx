import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { askedOf, choiceOf, chooseColumn, type ImportFile, type ImportPlan } from "../../data/imports.ts";
import css from "./import.module.css";

type Props = { file: ImportFile; plan: ImportPlan; onChange: (plan: ImportPlan) => void };

/** Every column of a file with what it means: a field, a question that was asked, nothing known, or never stored. */
export function ColumnList({ file, plan, onChange }: Props) {
  const { t } = useTranslation();
  const fields = file.fields[plan.kind].map(({ id, label, required }) => ({
    value: id,
    label: required ? t("import.needed", { label }) : label,
  }));
  const answers = askedOf.map((asked) => ({ value: `answer:${asked}`, label: t(`import.asked.${asked}`) }));
  const choices = plan.answers
    ? [
        { group: t("import.answers"), items: answers },
        { group: t("import.fields"), items: fields },
      ]
    : fields;
  return (
    <ul className={css.columns}>
      {file.columns.map(({ index, header, title, sample, isDropped }) => {
        const choice = choiceOf(plan, index);
        return (
          <li key={index} data-used={choice !== null || undefined}>
            <b title={title}>{title || header || t("import.column", { number: index + 1 })}</b>
            <span title={sample.join("\n")}>{sample.filter(Boolean).slice(0, 3).join(" · ")}</span>
            <Select
              aria-label={t("import.meaning", { header: title || header })}
              placeholder={t(isDropped ? "import.dropped" : "import.extra")}
              clearable
              searchable
              data={choices}
              value={choice}
              onChange={(chosen) => onChange(chooseColumn(plan, index, chosen))}
            />
          </li>
        );
      })}
    </ul>
  );
}
