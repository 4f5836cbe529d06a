import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAddress } from "../frame/address.ts";
import { PeriodBar } from "../frame/period-bar.tsx";
import { Page } from "../parts/page.tsx";
import { MapView } from "./journeys/map-view.tsx";
import { PathsView } from "./journeys/paths-view.tsx";
import { VariantsView } from "./journeys/variants-view.tsx";

const views = { map: MapView, paths: PathsView, variants: VariantsView };
type View = keyof typeof views;

/** Where does it break? The stages with their scores, the paths that customers really take, and whole journeys by frequency. */
export default function Journeys() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const view: View = address.view && address.view in views ? (address.view as View) : "map";
  const Body = views[view];
  return (
    <Page
      title={t("nav.journeys")}
      question={t("question.journeys")}
      bar={<PeriodBar />}
      wide={view === "paths"}
      actions={
        <SegmentedControl
          aria-label={t("journeys.view")}
          size="sm"
          value={view}
          onChange={(next) => change({ view: next === "map" ? null : next, step: null, source: null, target: null }, "push")}
          data={(Object.keys(views) as View[]).map((value) => ({ value, label: t(`journeys.views.${value}`) }))}
        />
      }
    >
      <Body />
    </Page>
  );
}
