import { Button, FileButton } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type ImportReport as Of, useMended } from "../../data/imports.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken } from "../../parts/answer.tsx";
import { Download } from "../../parts/download.tsx";
import { Table } from "../../parts/table.tsx";
import { Words } from "../../parts/words.tsx";
import css from "./import.module.css";

/** `waiting` are rows that still wait to be mended; `null` while that is not known. */
type Props = { of: Of; importId: string | null; waiting: number | null; onMended: (made: { id: string; job: string }) => void };

/** What came of an import: every row accounted for, the facts that were made, why rows were not used, and what was not understood. */
export function ImportReport({ of, ...rest }: Props) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const parts = (["stored", "known", "merged", "leftOut", "setAside"] as const).filter(
    (name, i) => i < 2 || name === "setAside" || of[name] > 0,
  );
  return (
    <div className={css.report}>
      <h2>{t(headingOf(of))}</h2>
      <dl className={css.counts}>
        {(["read", ...parts] as const).map((name) => (
          <div key={name} data-none={of[name] === 0 || undefined} data-sum={name === "read" || undefined}>
            <dt>{t(`import.count.${name}`)}</dt>
            <dd>{number(of[name])}</dd>
          </div>
        ))}
      </dl>
      <Facts of={of} />
      {of.setAside > 0 && <SetAside of={of} {...rest} />}
      {of.omissions.length > 0 && (
        <section>
          <h3>{t("import.omissions")}</h3>
          <Reasons label={t("import.omissions")} of={of.omissions} />
        </section>
      )}
      <Columns of={of.columns} />
    </div>
  );
}

function Facts({ of: { facts, factsStored, factsKnown } }: { of: Of }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (facts.length === 0) return null;
  const nameOf = ({ fact, what }: Of["facts"][number]): string =>
    fact === "interaction"
      ? (what ?? t("import.others"))
      : fact === "feedback"
        ? t(`import.answered.${what || "words"}`)
        : t("import.described");
  return (
    <section>
      <h3>{t("import.facts")}</h3>
      <p className={css.quiet}>{t("import.factsWhy", { count: factsStored, stored: number(factsStored), known: number(factsKnown) })}</p>
      <ul className={css.facts}>
        {facts.map((one) => (
          <li key={`${one.fact} ${one.what}`}>
            <b>{number(one.count)}</b> {nameOf(one)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SetAside({ of, importId, waiting, onMended }: Props) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const isOver = waiting === 0;
  const mended = useMended(importId ?? "");
  const take = (file: File | null) => file && mended.mutate(file, { onSuccess: onMended });
  return (
    <section>
      <div className={css.reasonsHead}>
        <h3>{t("import.reasons")}</h3>
        {importId && !isOver && (
          <div>
            <Download of={`/imports/${importId}/set-aside.csv`}>{t("import.download")}</Download>
            <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={take}>
              {(button) => (
                <Button {...button} variant="default" size="xs" loading={mended.isPending} leftSection={<IconUpload size={14} />}>
                  {t("import.mended")}
                </Button>
              )}
            </FileButton>
          </div>
        )}
      </div>
      {waiting !== null && waiting < of.setAside && (
        <p className={css.quiet}>{isOver ? t("import.allMended") : t("import.stillWaiting", { count: waiting, n: number(waiting) })}</p>
      )}
      {importId && !isOver && <p className={css.quiet}>{t("import.mendedWhy")}</p>}
      {mended.error && <Broken problem={mended.error} />}
      <Reasons label={t("import.reasons")} of={of.reasons} />
    </section>
  );
}

function Reasons({ label, of }: { label: string; of: Of["reasons"] }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <Table
      label={label}
      compact
      rows={of}
      keyOf={({ code }) => code}
      columns={[
        {
          key: "example",
          head: t("import.example"),
          cell: ({ example }) => (
            <span className={css.example}>
              <Words>{example}</Words>
            </span>
          ),
        },
        { key: "code", head: t("import.code"), wide: true, cell: ({ code }) => <code>{code}</code> },
        { key: "count", head: t("import.rows"), num: true, cell: ({ count }) => number(count) },
      ]}
    />
  );
}

function Columns({ of }: { of: Of["columns"] }) {
  const { t } = useTranslation();
  const lists = (["kept", "dropped", "leftOut"] as const).map((use) => [use, of.filter((column) => column.use === use)] as const);
  const understood = of.filter(({ use }) => use === "field" || use === "answer").length;
  return (
    <section>
      <h3>{t("import.columnsHead")}</h3>
      <p className={css.quiet}>{t("import.understood", { count: of.length, understood })}</p>
      <dl className={css.uses}>
        {lists
          .filter(([, columns]) => columns.length > 0)
          .map(([use, columns]) => (
            <div key={use}>
              <dt>{t(`import.use.${use}`)}</dt>
              <dd>{columns.map(({ header }) => header).join(" · ")}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** The whole of it in a line. */
function headingOf({ stored, factsStored, known, setAside }: Of): string {
  if (stored > 0 || factsStored > 0) return "import.done";
  if (known === 0) return "import.doneNothing";
  return setAside > 0 ? "import.doneKnownAside" : "import.doneKnown";
}
