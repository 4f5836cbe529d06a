import { Loader } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportUpload } from "../../data/imports.ts";
import { Broken } from "../../parts/answer.tsx";
import css from "./import.module.css";

// What the chooser offers first; the server looks at the content, and any other file can be chosen too.
const accepted = ".csv,.tsv,.txt,.xlsx,.xlsm,.json,.jsonl,.ndjson,.xes,.xml,.gz,.zip,text/csv,application/json";

type Props = { upload: ImportUpload; onTake: (files: File[]) => void };

/** Takes files, dropped or chosen; `upload` is how far the first of them is. */
export function DropFile({ upload, onTake }: Props) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => files && files.length > 0 && !upload.isPending && onTake([...files]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
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
          multiple
          accept={accepted}
          disabled={upload.isPending}
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = "";
          }}
        />
      </label>
      {upload.error && <Broken problem={upload.error} />}
    </>
  );
}
