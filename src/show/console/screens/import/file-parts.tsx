import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ImportPart } from "../../data/imports.ts";
import { useFormat } from "../../frame/format.ts";
import css from "./import.module.css";

/** `at` is the part at hand, or the whole file. */
type Props = { parts: ImportPart[]; at: string; onOpen: (part: ImportPart) => void };

/** The tables of a file that has several kinds of them, as they come in one after the other: what each was taken for, and what became of it. */
export function FileParts({ parts, at, onOpen }: Props) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const isDeciding = parts.some(({ id, state }) => id === at && state === "waiting");
  const next = parts.find(({ state }) => state === "waiting");
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
              {t("import.parts.holds", {
                kind: t(`import.kinds.${part.kind}`),
                count: part.rowsEstimated,
                rows: number(part.rowsEstimated),
              })}
            </span>
            <PartState of={part} />
          </li>
        ))}
      </ol>
      {next && !isDeciding && (
        <Button size="xs" variant="light" onClick={() => onOpen(next)}>
          {t("import.next.go", { file: next.name })}
        </Button>
      )}
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
      {t(isOpen ? "import.parts.asks" : state === "waiting" ? "import.parts.waiting" : `import.state.${state}`)}
    </span>
  );
}
