import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "../frame/format.ts";

/** The clock of a case: due in how long, or late since when. Red only when late. */
export function Due({ at, late }: { at: string; late: boolean }) {
  const { t } = useTranslation();
  const { relative, exact, duration, since } = useFormat();
  const words = late ? t("case.lateBy", { time: duration(since(at)) }) : t("case.due", { time: relative(at) });
  return (
    <Tooltip label={exact(at)}>
      <small style={{ fontSize: 12, whiteSpace: "nowrap", color: late ? "var(--r-late)" : "var(--r-ink-2)", fontWeight: late ? 600 : 400 }}>
        {words}
      </small>
    </Tooltip>
  );
}
