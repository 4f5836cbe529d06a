import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type ImportFile, type ImportTable, useOtherTables } from "../../data/imports.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken } from "../../parts/answer.tsx";
import css from "./import.module.css";

/** Which sheets, files or lists of what was brought are imported: those with the same columns together, any other by itself. */
export function ChooseTables({ file, onChoose }: { file: ImportFile; onChoose: (file: ImportFile) => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const other = useOtherTables(file.id);
  const press = (table: ImportTable) => {
    const chosen = file.tables.filter((one) => one.chosen).map(({ index }) => index);
    const rest = chosen.filter((index) => index !== table.index);
    const next = !table.alike ? [table.index] : table.chosen ? rest : [...chosen, table.index];
    if (next.length > 0) other.mutate(next, { onSuccess: onChoose });
  };
  return (
    <fieldset className={css.tables} disabled={other.isPending}>
      <legend>{t("import.tables", { count: file.tables.length })}</legend>
      <ul>
        {file.tables.map((table) => (
          <li key={table.index} data-used={table.chosen || undefined}>
            <Checkbox
              size="sm"
              checked={table.chosen}
              onChange={() => press(table)}
              label={table.name}
              description={t(table.alike ? "import.tableSize" : "import.tableOther", {
                count: table.rowsEstimated,
                rows: number(table.rowsEstimated),
                columns: number(table.columns),
              })}
            />
          </li>
        ))}
      </ul>
      {other.error && <Broken problem={other.error} />}
    </fieldset>
  );
}
