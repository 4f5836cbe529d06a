import { useTranslation } from "react-i18next";
import type { Warning } from "../../data/source-health.ts";

/** What a warning means, and what to do about it; a code that has no words of its own is told by its kind. */
export function useWarningWords(): (kind: Warning["kind"], code: string) => { is: string; todo: string } {
  const { t, i18n } = useTranslation();
  return (kind, code) => {
    const own = i18n.exists(`warning.code.${code}`);
    return own
      ? { is: t(`warning.code.${code}.is`), todo: t(`warning.code.${code}.todo`) }
      : { is: t(`warning.other.${kind}.is`), todo: t(`warning.other.${kind}.todo`) };
  };
}
