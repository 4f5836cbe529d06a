import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CatalogueHistory, useCatalogueHistory, useRemap, useRemapUndo } from "../../data/catalogue.ts";
import { useJob } from "../../data/door.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken } from "../../parts/answer.tsx";
import { JobProgress } from "../../parts/job-progress.tsx";
import { Sure } from "../../parts/sure.tsx";
import { When } from "../../parts/when.tsx";
import css from "./catalogue.module.css";

/** What the catalogue means for facts that are stored: how many would move, the task while it runs, and the way back. */
export function HistoryBar() {
  const history = useCatalogueHistory().data;
  if (!history) return null;
  const running = history.remappings.find(({ state, jobId }) => state === "running" && jobId !== null);
  return running ? <Running job={running.jobId!} /> : <Resting of={history} />;
}

function Running({ job }: { job: string }) {
  const { t } = useTranslation();
  const found = useJob(job).data ?? null;
  const cache = useQueryClient();
  const state = found?.state;
  useEffect(() => {
    // Every figure may stand elsewhere now.
    if (state === "done" || state === "failed")
      void cache.invalidateQueries({ predicate: ({ queryKey }) => !String(queryKey[0]).startsWith("/jobs") });
  }, [state, cache]);
  return (
    <div className={css.history}>
      <JobProgress of={found} label={t("catalogue.remapping")} />
    </div>
  );
}

function Resting({ of: { misplaced, remappings } }: { of: CatalogueHistory }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const remap = useRemap();
  const undo = useRemapUndo();
  const [asking, setAsking] = useState(false);
  const count = misplaced.interactions + misplaced.feedback;
  const [latest] = remappings;
  if (count === 0 && !latest) return null;
  return (
    <div className={css.history} data-waits={count > 0 || undefined}>
      <IconHistory size={18} stroke={1.6} aria-hidden />
      <p>
        {count > 0 ? t("catalogue.misplaced", { count, n: number(count) }) : t("catalogue.inPlace")}
        {latest?.finishedAt && (
          <small>
            {t(latest.state === "failed" ? "catalogue.stopped" : latest.undoes ? "catalogue.takenBack" : "catalogue.moved", {
              count: latest.rows,
              n: number(latest.rows),
            })}{" "}
            · <When at={latest.finishedAt} />
          </small>
        )}
      </p>
      {latest?.canUndo && (
        <Button variant="subtle" color="gray" size="xs" onClick={() => setAsking(true)}>
          {t("catalogue.undo")}
        </Button>
      )}
      {count > 0 && (
        <Button size="xs" loading={remap.isPending} onClick={() => remap.mutate()}>
          {t("catalogue.remap")}
        </Button>
      )}
      {remap.error && <Broken problem={remap.error} />}
      {asking && latest && (
        <Sure
          title={t("catalogue.undoSure")}
          why={t("catalogue.undoWhy")}
          does={t("catalogue.undo")}
          problem={undo.error}
          busy={undo.isPending}
          onNo={() => setAsking(false)}
          onYes={() => undo.mutate(latest.id, { onSuccess: () => setAsking(false) })}
        />
      )}
    </div>
  );
}
