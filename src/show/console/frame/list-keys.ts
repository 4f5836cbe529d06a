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
    const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(next.id)}"]`);
    row?.scrollIntoView({ block: "nearest" });
    // The focus goes along: Enter would otherwise press what had it before.
    const press = row?.matches("a, button") ? row : row?.querySelector<HTMLElement>("a, button");
    if (press) press.focus({ preventScroll: true });
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
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
