import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EvidenceGrade } from "../../../../model/estimate.ts";
import css from "./initiatives.module.css";

/** How far the claim can be trusted, A to D, with what the letter stands for. */
export function Grade({ of }: { of: EvidenceGrade }) {
  const { t } = useTranslation();
  return (
    <Tooltip label={t(`grade.${of}`)} w={260}>
      <span className={css.grade} data-grade={of}>
        {t("grade.letter", { grade: of })}
      </span>
    </Tooltip>
  );
}
