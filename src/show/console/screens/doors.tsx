import { Button } from "@mantine/core";
import { IconBuildingStore, IconFileImport } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { answers } from "../data/answer.ts";
import { useDoor, useJobs, useSample } from "../data/door.ts";
import { Broken } from "../parts/answer.tsx";
import { Page } from "../parts/page.tsx";
import { JobProgress } from "../parts/job-progress.tsx";
import css from "./doors.module.css";

/** Two doors into an empty workspace: look around with a sample company, or bring your own facts. */
export function Doors() {
  const { t } = useTranslation();
  const door = useDoor();
  const loading = door.data?.workspace?.sample === "loading";
  const jobs = useJobs(loading);
  const job = jobs.data?.jobs.find(({ kind, state }) => kind.includes("sample") && state === "running");
  const sample = useSample();
  const ended = loading && jobs.data !== undefined && !job;

  useEffect(() => {
    if (!ended) return;
    const wait = setInterval(() => void answers.invalidateQueries(), 700);
    return () => clearInterval(wait);
  }, [ended]);

  return (
    <Page title={t("doors.title", { workspace: door.data?.workspace?.name })} question={t("doors.why")}>
      <div className={css.doors}>
        <section className={css.door}>
          <IconBuildingStore size={28} stroke={1.4} aria-hidden />
          <h2>{t("doors.sample")}</h2>
          <p>{t("doors.sampleWhy")}</p>
          {loading ? (
            <JobProgress of={job ?? null} label={t("doors.loading")} />
          ) : (
            <Button onClick={() => sample.mutate()} loading={sample.isPending}>
              {t("doors.sampleDo")}
            </Button>
          )}
          {sample.error && <Broken problem={sample.error} />}
        </section>
        <section className={css.door}>
          <IconFileImport size={28} stroke={1.4} aria-hidden />
          <h2>{t("doors.own")}</h2>
          <p>{t("doors.ownWhy")}</p>
          <div className={css.ways}>
            <Button component={Link} to="/sources/import" variant="default">
              {t("doors.ownFile")}
            </Button>
            <Button component={Link} to="/sources" search={{ add: "key" } as never} variant="default">
              {t("doors.ownKey")}
            </Button>
          </div>
        </section>
      </div>
    </Page>
  );
}
