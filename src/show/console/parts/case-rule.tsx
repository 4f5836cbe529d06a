import { useTranslation } from "react-i18next";
import { useWorkspace } from "../data/door.ts";

/** Which answers open a case, said where there is none: whoever imports old answers must not wait for one. */
export function CaseRule() {
  const { t } = useTranslation();
  const days = useWorkspace().data?.caseRules.maxAgeDays;
  return days === undefined ? null : t("case.rule", { count: days });
}
