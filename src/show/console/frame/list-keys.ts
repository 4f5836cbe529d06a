import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "./keys.tsx";

/** j, k and Enter in a list. Answers the id of the row where the reader stands; `null` until a key is pressed. */
export function useListKeys<T extends { id: string }>(items: readonly T[], open: (item: T) => void): string | null {
  const { t } = useTranslation();
  const [here, setHere] = useState<string | null>(null);
  const at = items.findIndex(({ id }) => id === here);
  const step = (by: number) => {
    const next = items[Math.min(items.length - 1, Math.max(0, at + by))];
    if (!next) return;
    setHere(next.id);
    document.querySelector(`[data-row="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const enter = () => {
    const item = items[at];
    if (item) open(item);
  };
  useKeys([
    { keys: "j", label: t("keys.next"), run: () => step(1) },
    { keys: "k", label: t("keys.back"), run: () => step(-1) },
    { keys: "Enter", label: t("keys.open"), run: enter },
  ]);
  return here;
}
