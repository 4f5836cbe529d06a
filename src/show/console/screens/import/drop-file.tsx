import { Loader } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ImportFile, useUpload } from "../../data/imports.ts";
import { Broken } from "../../parts/answer.tsx";
import css from "./import.module.css";

// What the chooser offers first; the server looks at the content, and any other file can be chosen too.
const accepted = ".csv,.tsv,.txt,.xlsx,.xlsm,.json,.jsonl,.ndjson,.xes,.xml,.gz,.zip,text/csv,application/json";

/** Takes one file, dropped or chosen, and lets the server look at it. */
export function DropFile({ onRead }: { onRead: (file: ImportFile) => void }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const upload = useUpload();
  const take = (file: File | undefined) => file && upload.mutate(file, { onSuccess: onRead });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <>
      <label
        className={css.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {upload.isPending ? <Loader size={28} /> : <IconFileSpreadsheet size={32} stroke={1.3} aria-hidden />}
        <b>{upload.isPending ? t("import.reading", { file: upload.variables.name }) : t("import.drop")}</b>
        <span>{t("import.dropWhy")}</span>
        <input
          type="file"
          accept={accepted}
          disabled={upload.isPending}
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
      </label>
      {upload.error && <Broken problem={upload.error} />}
    </>
  );
}
