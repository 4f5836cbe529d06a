import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "../frame/format.ts";

/** The foot of a list: how many of how many, and the next page. */
export function More({ shown, total, more, reading }: { shown: number; total?: number; more: (() => void) | null; reading: boolean }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <div
      style={{
        display: "flex",
        gap: 12,
        alignItems: "center",
        justifyContent: "center",
        padding: "12px 16px",
        color: "var(--r-ink-3)",
        fontSize: 12,
      }}
    >
      {total !== undefined && t("list.shown", { shown: number(shown), total: number(total) })}
      {more && (
        <Button size="xs" variant="default" onClick={more} loading={reading}>
          {t("list.more")}
        </Button>
      )}
    </div>
  );
}
