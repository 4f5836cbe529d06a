import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Nothing } from "../parts/answer.tsx";

/** Nothing lives at this address. */
export function Lost() {
  const { t } = useTranslation();
  return (
    <Nothing
      title={t("frame.lost.title")}
      action={
        <Button component={Link} to="/" variant="default">
          {t("frame.lost.home")}
        </Button>
      }
    >
      {t("frame.lost.why")}
    </Nothing>
  );
}
