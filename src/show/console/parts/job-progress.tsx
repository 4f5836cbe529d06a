import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Job } from "../data/door.ts";
import { useFormat } from "../frame/format.ts";

/** Long work: what, how far, how long still. It goes on when the page is left. */
export function JobProgress({ of, label }: { of: Job | null; label: string }) {
  const { t } = useTranslation();
  const { number, bytes, duration, since } = useFormat();
  const part = of && of.total > 0 ? Math.min(1, of.done / of.total) : 0;
  // Before the first word, and while the last is being written, only that it goes on is known.
  const isWaiting = of?.state !== "done" && (part === 0 || part === 1);
  const spent = of ? since(of.startedAt) : 0;
  const left = part > 0.05 && of?.state === "running" ? (spent * (1 - part)) / part : null;
  const said = ({ done, total, unit }: Job): string =>
    unit === "bytes"
      ? t("job.progress", { done: bytes(done), total: bytes(total), unit: "" })
      : t("job.progress", { done: number(done), total: number(total), unit: t(`unit.${unit}`, { defaultValue: unit }) });
  return (
    <div style={{ width: "100%", display: "grid", gap: 6 }} role="status">
      <div style={{ display: "flex", justifyContent: "space-between", gap: 12 }}>
        <b style={{ fontWeight: 550 }}>{of?.message || label}</b>
        <span style={{ color: "var(--r-ink-2)" }}>{left !== null && left > 1500 && t("job.left", { time: duration(left) })}</span>
      </div>
      <Progress value={isWaiting ? 100 : 100 * part} size={6} radius={3} animated={isWaiting} striped={isWaiting} aria-label={label} />
      <span style={{ color: "var(--r-ink-3)", fontSize: 12 }}>
        {!of || of.total === 0 ? t("job.begins") : part === 1 ? t("job.ends") : said(of)}
      </span>
    </div>
  );
}
