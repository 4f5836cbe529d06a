import { Link } from "@tanstack/react-router";
import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useWarnings } from "../../data/source-health.ts";
import { Answer } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import css from "./warnings.module.css";
import { WarningList } from "./warning-list.tsx";

const most = 5;

/** What was noticed about one source in the last week. */
export function SourceWarnings({ source }: { source: string }) {
  const { t } = useTranslation();
  const found = useWarnings(source);
  return (
    <Panel
      title={t("warning.title")}
      note={t("warning.week")}
      aside={
        <Anchor component={Link} size="sm" {...({ to: "/sources/warnings", search: { source } } as object)}>
          {t("warning.all")}
        </Anchor>
      }
    >
      <Answer
        of={found}
        shape={72}
        isEmpty={({ warnings }) => warnings.length === 0}
        whenEmpty={<p className={css.none}>{t("warning.noneHere")}</p>}
      >
        {({ warnings }) => <WarningList warnings={warnings.slice(0, most)} />}
      </Answer>
    </Panel>
  );
}
