import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useJourneyMap } from "../../data/journeys.ts";
import type { MetricId } from "../../data/metrics.ts";
import { useBar } from "../../frame/bar.ts";
import { Answer, Nothing } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import { StageTrack } from "../../parts/stage-track.tsx";

/** The journey as one horizontal line: volume, score, and the weakest stage called out. */
export function StageLine({ metric }: { metric: MetricId }) {
  const { t } = useTranslation();
  const map = useJourneyMap(useBar());
  return (
    <Panel title={t("pulse.journey")} note={t("pulse.journeyNote")}>
      <Answer
        of={map}
        shape={<Skeleton height={132} />}
        isEmpty={({ stages }) => stages.every(({ interactions }) => interactions === 0)}
        whenEmpty={<Nothing title={t("journeys.empty")}>{t("journeys.emptyWhy")}</Nothing>}
      >
        {(found) => <StageTrack map={found} metric={metric} />}
      </Answer>
    </Panel>
  );
}
