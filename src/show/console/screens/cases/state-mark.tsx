import { IconCircle, IconCircleCheck, IconCircleDot, IconCircleHalf2, IconCircleX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CaseState } from "../../data/cases.ts";
import css from "./cases.module.css";

const signs = { new: IconCircle, contacted: IconCircleDot, working: IconCircleHalf2, resolved: IconCircleCheck, closed: IconCircleX };

/** Where a case stands, as a sign and a word. */
export function StateMark({ state }: { state: CaseState }) {
  const { t } = useTranslation();
  const Sign = signs[state];
  return (
    <span className={css.state} data-state={state}>
      <Sign size={15} stroke={1.8} aria-hidden />
      {t(`case.state.${state}`)}
    </span>
  );
}
