import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Job } from "../data/door.ts";
import { useFormat } from "../frame/format.ts";

/** Long work: what, how far, how long still. It goes on when the page is left. */
export function JobProgress({ of, label }: { of: Job | null; label: string }) {
  const { t } = useTranslation();
  const { number, duration, since } = useFormat();
  const part = of && of.total > 0 ? Math.min(1, of.done / of.total) : 0;
  const spent = of ? since(of.startedAt) : 0;
  const left = part > 0.05 && of?.state === "running" ? (spent * (1 - part)) / part : null;
  return (
    <div style={{ width: "100%", display: "grid", gap: 6 }} role="status">
      <div style={{ display: "flex", justifyContent: "space-between", gap: 12 }}>
        <b style={{ fontWeight: 550 }}>{of?.message || label}</b>
        <span style={{ color: "var(--r-ink-2)" }}>{left !== null && left > 1500 && t("job.left", { time: duration(left) })}</span>
      </div>
      <Progress value={100 * part} size={6} radius={3} animated={!of} striped={!of} aria-label={label} />
      <span style={{ color: "var(--r-ink-3)", fontSize: 12 }}>
        {of && of.total > 0
          ? t("job.progress", { done: number(of.done), total: number(of.total), unit: t(`unit.${of.unit}`, { defaultValue: of.unit }) })
          : t("job.begins")}
      </span>
    </div>
  );
}
