import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Panel } from "../../parts/page.tsx";
import css from "./settings.module.css";

/** The ways to what a company designs and owns: its touchpoints, its locations. */
export function Places() {
  const { t } = useTranslation();
  return (
    <Panel title={t("catalogue.settings")} note={t("catalogue.settingsWhy")}>
      <div className={css.links}>
        <Button component={Link} to="/settings/touchpoints" variant="default">
          {t("catalogue.title")}
        </Button>
        <Button component={Link} to="/settings/locations" variant="default">
          {t("locations.title")}
        </Button>
      </div>
    </Panel>
  );
}
