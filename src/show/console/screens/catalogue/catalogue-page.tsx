import { Button, SegmentedControl } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PlaceRule, type Touchpoint, useCatalogue, useUnmapped } from "../../data/catalogue.ts";
import { useAddress } from "../../frame/address.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer, Lines } from "../../parts/answer.tsx";
import { Page } from "../../parts/page.tsx";
import css from "./catalogue.module.css";
import { HistoryBar } from "./history-bar.tsx";
import { RuleForm } from "./rule-form.tsx";
import { RuleList } from "./rule-list.tsx";
import { TouchpointForm } from "./touchpoint-form.tsx";
import { TouchpointList } from "./touchpoint-list.tsx";
import { UnmappedList } from "./unmapped-list.tsx";

const views = ["touchpoints", "unmapped", "rules"] as const;

/** Where we meet our customers, as we designed it; how what comes in finds its place there; and what does not find it. */
export default function CataloguePage() {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [address, change] = useAddress();
  const view = views.find((each) => each === address.view) ?? "touchpoints";
  const catalogue = useCatalogue();
  const unknown = useUnmapped().data?.names.length ?? 0;
  const [touchpoint, setTouchpoint] = useState<Touchpoint | "new" | null>(null);
  const [rule, setRule] = useState<PlaceRule | "new" | null>(null);
  const add = view === "unmapped" ? null : view === "rules" ? () => setRule("new") : () => setTouchpoint("new");
  return (
    <Page
      title={t("catalogue.title")}
      question={t("catalogue.question")}
      actions={
        add && (
          <Button size="xs" leftSection={<IconPlus size={14} />} onClick={add}>
            {t(view === "rules" ? "catalogue.addRule" : "catalogue.addTouchpoint")}
          </Button>
        )
      }
    >
      <HistoryBar />
      <SegmentedControl
        aria-label={t("catalogue.views")}
        className={css.views ?? ""}
        value={view}
        onChange={(next) => change({ view: next === "touchpoints" ? null : next })}
        data={views.map((value) => ({
          value,
          label: value === "unmapped" && unknown > 0 ? t("catalogue.viewUnmapped", { n: number(unknown) }) : t(`catalogue.view.${value}`),
        }))}
      />
      <Answer of={catalogue} shape={<Lines count={5} height={90} />}>
        {(found) => (
          <>
            {view === "touchpoints" && <TouchpointList of={found} onOpen={setTouchpoint} />}
            {view === "unmapped" && <UnmappedList of={found} />}
            {view === "rules" && <RuleList of={found} onOpen={setRule} onAdd={() => setRule("new")} />}
            {touchpoint && <TouchpointForm of={touchpoint === "new" ? null : touchpoint} onClose={() => setTouchpoint(null)} />}
            {rule && <RuleForm of={rule === "new" ? null : rule} catalogue={found} onClose={() => setRule(null)} />}
          </>
        )}
      </Answer>
    </Page>
  );
}
