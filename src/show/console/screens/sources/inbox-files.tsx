import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type InboxFile, useInbox } from "../../data/sources.ts";
import { Answer, Lines } from "../../parts/answer.tsx";
import { Copy } from "../../parts/copy.tsx";
import { When } from "../../parts/when.tsx";
import { Words } from "../../parts/words.tsx";
import css from "./sources.module.css";

const shown = 5;
const signs = { done: IconCheck, failed: IconX, needs_a_look: IconAlertTriangle };

/** Where files can be put so that they come in by themselves, and what became of the latest ones. */
export function InboxFiles() {
  const { t } = useTranslation();
  return (
    <Answer of={useInbox()} shape={<Lines count={2} />}>
      {({ folder, files }) => (
        <div className={css.inbox}>
          {folder ? (
            <div className={css.key}>
              <code>{folder}</code>
              <Copy text={folder} />
            </div>
          ) : (
            <p>{t("inbox.off")}</p>
          )}
          {folder && files.length === 0 && <p>{t("inbox.none")}</p>}
          <ul>
            {files.slice(0, shown).map((file) => (
              <FileLine key={file.id} of={file} />
            ))}
          </ul>
        </div>
      )}
    </Answer>
  );
}

function FileLine({ of }: { of: InboxFile }) {
  const { t } = useTranslation();
  const Sign = signs[of.outcome];
  return (
    <li data-outcome={of.outcome}>
      <Sign size={15} aria-label={t(`inbox.outcome.${of.outcome}`)} />
      <div>
        <b>{of.file}</b>
        <span>{of.says && <Words>{of.says}</Words>}</span>
        {of.outcome === "needs_a_look" && of.importId && (
          <Button
            component={Link}
            {...({ to: "/sources/import", search: { look: of.importId } } as object)}
            variant="light"
            size="compact-sm"
          >
            {t("inbox.decide")}
          </Button>
        )}
      </div>
      <When at={of.at} />
    </li>
  );
}
