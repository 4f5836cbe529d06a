import { Tooltip } from "@mantine/core";
import { IconArrowDownRight, IconArrowUpRight, IconLineDashed, IconMinus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Change, Verdict as Word } from "../../../model/estimate.ts";
import { useFormat } from "../frame/format.ts";
import css from "./figure.module.css";

const signs = { "moved up": IconArrowUpRight, "moved down": IconArrowDownRight, "not proven": IconLineDashed, "too few": IconMinus };

/** Words first, colour second: what may be said about a change. The difference and its interval are in the hint. */
export function Verdict({ of, unit, plain = false }: { of: Change | null; unit: "points" | "percent"; plain?: boolean }) {
  const { t } = useTranslation();
  const { signed } = useFormat();
  if (!of) return null;
  const Sign = signs[of.verdict];
  const hint =
    of.verdict === "too few" ? t("verdict.why.too few") : t("verdict.hint", { low: signed(of.low, unit), high: signed(of.high, unit) });
  return (
    <Tooltip label={hint} w={250}>
      <span className={css.verdict} data-verdict={of.verdict} data-plain={plain || undefined} tabIndex={0}>
        <Sign size={14} stroke={2} aria-hidden />
        {t(`verdict.${of.verdict}`)}
        {of.verdict !== "too few" && <span>{signed(of.value, unit)}</span>}
      </span>
    </Tooltip>
  );
}

/** The pole a verdict belongs to, as the name of a token; grey while nothing is proven. */
export function poleOf(verdict: Word): string {
  if (verdict === "moved up") return "var(--r-better)";
  return verdict === "moved down" ? "var(--r-worse)" : "var(--r-ink-3)";
}
