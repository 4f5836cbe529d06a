import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import css from "./import.module.css";

type Props = { files: File[]; isBusy: boolean; onNext: () => void; onDrop: () => void };

/** The files that were dropped together with the one at hand and wait for their turn. */
export function NextFiles({ files, isBusy, onNext, onDrop }: Props) {
  const { t } = useTranslation();
  return (
    <section className={css.next} aria-label={t("import.next.title")}>
      <p>
        <b>{t("import.next.waiting", { count: files.length })}</b> {files.map(({ name }) => name).join(" · ")}
      </p>
      <Button size="xs" variant="light" disabled={isBusy} onClick={onNext}>
        {t("import.next.go", { file: files[0]!.name })}
      </Button>
      <Button size="xs" variant="subtle" color="gray" onClick={onDrop}>
        {t("import.next.drop")}
      </Button>
    </section>
  );
}
