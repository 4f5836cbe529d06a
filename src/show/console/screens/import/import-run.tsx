import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useJob } from "../../data/door.ts";
import { useImports } from "../../data/imports.ts";
import { Answer, Broken, Lines } from "../../parts/answer.tsx";
import { JobProgress } from "../../parts/job-progress.tsx";
import { Panel } from "../../parts/page.tsx";
import { ImportReport } from "./import-report.tsx";
import { Words } from "../../parts/words.tsx";
import css from "./import.module.css";

type Props = { job: string; importId: string | null; onAgain: () => void; onMended: (made: { id: string; job: string }) => void };

/** The import while it runs, and its report afterwards. It can be left and found again at this address. */
export function ImportRun({ job, importId, onAgain, onMended }: Props) {
  const { t } = useTranslation();
  const found = useJob(job);
  const cache = useQueryClient();
  const past = useImports().data?.imports.find(({ id }) => id === importId);
  const state = found.data?.state;
  useEffect(() => {
    if (state !== "done") return;
    void cache.invalidateQueries({ predicate: ({ queryKey }) => !String(queryKey[0]).startsWith("/jobs") });
  }, [state, cache]);
  return (
    <Answer of={found} shape={<Lines count={3} />}>
      {(work) => (
        <Panel {...(past ? { title: past.file } : {})}>
          {work.state === "running" && <JobProgress of={work} label={t("import.running")} />}
          {work.state === "failed" && <Broken problem={new Error(work.message)} />}
          {work.state === "failed" && work.message && (
            <p className={css.open}>
              <Words>{work.message}</Words>
            </p>
          )}
          {work.result && (
            <ImportReport
              of={work.result}
              importId={importId}
              waiting={past?.job === job && past.state === "done" ? past.waiting : null}
              onMended={onMended}
            />
          )}
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
