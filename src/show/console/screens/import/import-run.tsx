import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type ImportResult, useJob } from "../../data/door.ts";
import { address as addressOf } from "../../data/request.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer, Broken, Lines } from "../../parts/answer.tsx";
import { JobProgress } from "../../parts/job-progress.tsx";
import { Panel } from "../../parts/page.tsx";
import { Table } from "../../parts/table.tsx";
import css from "./import.module.css";

type Props = { job: string; importId: string | null; onAgain: () => void };

/** The import while it runs, and its report afterwards. It can be left and found again at this address. */
export function ImportRun({ job, importId, onAgain }: Props) {
  const { t } = useTranslation();
  const found = useJob(job);
  const cache = useQueryClient();
  const state = found.data?.state;
  useEffect(() => {
    if (state !== "done") return;
    void cache.invalidateQueries({ predicate: ({ queryKey }) => !String(queryKey[0]).startsWith("/jobs") });
  }, [state, cache]);
  return (
    <Answer of={found} shape={<Lines count={3} />}>
      {(work) => (
        <Panel>
          {work.state === "running" && <JobProgress of={work} label={t("import.running")} />}
          {work.state === "failed" && <Broken problem={new Error(work.message)} />}
          {work.state === "failed" && work.message && <p className={css.open}>{work.message}</p>}
          {work.result && <Report of={work.result} importId={importId} />}
          {work.state !== "running" && (
            <div className={css.foot}>
              <Button variant="default" onClick={onAgain}>
                {t("import.another")}
              </Button>
              <Button component={Link} to="/">
                {t("import.look")}
              </Button>
            </div>
          )}
        </Panel>
      )}
    </Answer>
  );
}

function Report({ of, importId }: { of: ImportResult; importId: string | null }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const counts = ["read", "stored", "known", "setAside"] as const;
  return (
    <div className={css.report}>
      <h2>{t("import.done")}</h2>
      <dl className={css.counts}>
        {counts.map((name) => (
          <div key={name}>
            <dt>{t(`import.count.${name}`)}</dt>
            <dd>{number(of[name])}</dd>
          </div>
        ))}
      </dl>
      {of.reasons.length > 0 && (
        <>
          <div className={css.reasonsHead}>
            <h3>{t("import.reasons")}</h3>
            {importId && (
              <Button
                component="a"
                href={addressOf(`/imports/${importId}/set-aside.csv`)}
                download
                variant="default"
                size="xs"
                leftSection={<IconDownload size={14} />}
              >
                {t("import.download")}
              </Button>
            )}
          </div>
          <Table
            label={t("import.reasons")}
            compact
            rows={of.reasons}
            keyOf={({ code }) => code}
            columns={[
              { key: "example", head: t("import.example"), cell: ({ example }) => example },
              { key: "code", head: t("import.code"), wide: true, cell: ({ code }) => <code>{code}</code> },
              { key: "count", head: t("import.rows"), num: true, cell: ({ count }) => number(count) },
            ]}
          />
        </>
      )}
    </div>
  );
}
