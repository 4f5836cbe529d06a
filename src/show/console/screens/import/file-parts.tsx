import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type ImportPart, useBroughtFile, useImportParts } from "../../data/imports.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken } from "../../parts/answer.tsx";
import css from "./import.module.css";

/** `at` is what is at hand: the whole file, a part that is being decided upon, or one that was begun. */
type Props = {
  parts: ImportPart[];
  at: string;
  stage: "whole" | "deciding" | "begun";
  onOpen: (part: ImportPart) => void;
  onBack: () => void;
};

/** The tables of a file that has several kinds of them, as they come in one after the other: what each was taken for, and what became of it. */
export function FileParts({ parts, at, stage, onOpen, onBack }: Props) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const waiting = parts.filter(({ state }) => state === "waiting");
  const clear = waiting.filter(({ asks }) => !asks);
  const all = useImportParts();
  useBroughtFile(at, parts.some(({ state }) => state === "running" || state === "queued") && 1000);
  return (
    <section className={css.parts} aria-label={t("import.parts.title")}>
      <p>{t("import.parts.why", { count: parts.length })}</p>
      <ol>
        {parts.map((part) => (
          <li key={part.id} aria-current={part.id === at ? "step" : undefined}>
            <button type="button" onClick={() => onOpen(part)}>
              {part.name}
            </button>
            <span>
              {t(part.asks ? "import.parts.perhaps" : "import.parts.holds", {
                kind: t(`import.kinds.${part.kind}`),
                count: part.rowsEstimated,
                rows: number(part.rowsEstimated),
              })}
            </span>
            <PartState of={part} />
          </li>
        ))}
      </ol>
      {/* While one is being decided upon, nothing that was corrected in it may get lost. */}
      {waiting[0] && stage !== "deciding" && (
        <div className={css.partsFoot}>
          {clear.length > 1 && (
            <Button
              size="xs"
              loading={all.isPending}
              onClick={() => all.mutate(clear, { onSuccess: ({ job }) => onOpen({ ...clear[0]!, job, state: "running" }) })}
            >
              {t("import.parts.all", { count: clear.length })}
            </Button>
          )}
          <Button size="xs" variant="light" onClick={() => onOpen(waiting[0]!)}>
            {t("import.next.go", { file: waiting[0].name })}
          </Button>
          {stage === "whole" && (
            <Button size="xs" variant="subtle" color="gray" onClick={onBack}>
              {t("import.other")}
            </Button>
          )}
        </div>
      )}
      {all.error && <Broken problem={all.error} />}
    </section>
  );
}

function PartState({ of: { state, asks } }: { of: ImportPart }) {
  const { t } = useTranslation();
  const isOpen = state === "waiting" && asks;
  const Sign = isOpen ? IconAlertTriangle : state === "done" ? IconCheck : state === "failed" ? IconX : null;
  return (
    <span data-open={isOpen || undefined}>
      {Sign && <Sign size={15} aria-hidden />}
      {t(isOpen ? "import.parts.asks" : `import.state.${state}`)}
    </span>
  );
}
