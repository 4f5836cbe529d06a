import { useTranslation } from "react-i18next";
import { useDoor } from "../data/door.ts";
import { type MetricId, metricIds } from "../data/metrics.ts";
import { useAddress } from "../frame/address.ts";
import { PeriodBar } from "../frame/period-bar.tsx";
import { Page } from "../parts/page.tsx";
import { Doors } from "./doors.tsx";
import { MetricCards } from "./pulse/metric-cards.tsx";
import { Distribution, MetricSplit } from "./pulse/metric-parts.tsx";
import { MetricTrend } from "./pulse/metric-trend.tsx";
import css from "./pulse/pulse.module.css";
import { StageLine } from "./pulse/stage-line.tsx";
import { Trust } from "./pulse/trust.tsx";
import { Voices } from "./pulse/voices.tsx";
import { WhatChanged } from "./pulse/what-changed.tsx";
import { WhoNeedsUs } from "./pulse/who-needs-us.tsx";

/** How are we, what changed, who needs us? An empty workspace shows the two doors instead. */
export default function Pulse() {
  const { t } = useTranslation();
  const workspace = useDoor().data?.workspace;
  const [address, change] = useAddress();
  const metric = metricIds.find((id) => id === address.metric) ?? ("nps" satisfies MetricId);
  if (workspace && (workspace.sample === "loading" || (!workspace.hasData && workspace.sample !== "loaded"))) return <Doors />;
  return (
    <Page title={t("nav.pulse")} question={t("question.pulse")} bar={<PeriodBar />}>
      <MetricCards chosen={metric} onChoose={(id) => change({ metric: id === "nps" ? null : id })} />
      <MetricTrend metric={metric} />
      <div className={css.split}>
        <WhatChanged />
        <WhoNeedsUs />
      </div>
      <StageLine metric={metric} />
      <div className={css.split}>
        <MetricSplit metric={metric} />
        <Distribution metric={metric} />
      </div>
      <div className={css.split}>
        <Voices metric={metric} />
        <Trust />
      </div>
    </Page>
  );
}
