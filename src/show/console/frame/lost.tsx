import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Nothing } from "../parts/answer.tsx";
import { Page } from "../parts/page.tsx";

/** Nothing lives at this address. */
export function Lost() {
  const { t } = useTranslation();
  return (
    <Page title={t("frame.lost.title")}>
      <Nothing
        title={t("frame.lost.why")}
        action={
          <Button component={Link} to="/" variant="default">
            {t("frame.lost.home")}
          </Button>
        }
      />
    </Page>
  );
}
