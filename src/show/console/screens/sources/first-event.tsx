import { Anchor, Loader } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Arrival, useDebugger, useSources } from "../../data/sources.ts";
import { When } from "../../parts/when.tsx";
import css from "./sources.module.css";

/** Waits for what a key sends, and says so when it is there: what came, from which library; or why it was refused. */
export function FirstEvent({ id }: { id: string }) {
  const { t } = useTranslation();
  const event = useDebugger(id, true).data?.events[0];
  const source = useSources(2000).data?.sources.find((one) => one.id === id);
  const [refused] = source?.refused ?? [];
  const library = event && libraryOf(event);
  return (
    <div className={css.first} data-seen={event !== undefined || undefined} role="status">
      {event ? <IconCircleCheck size={18} aria-hidden /> : <Loader size={16} aria-hidden />}
      <div>
        {event ? (
          <>
            <b>{t("key.seen", { name: event.name || event.kind })}</b> <When at={event.receivedAt} />
            {library && <small>{t("key.by", { library })}</small>}
          </>
        ) : (
          <>
            <b>{t("key.waiting")}</b>
            <small>{refused ? t("key.refused", { code: refused.code, n: refused.n }) : t("key.waitingWhy")}</small>
          </>
        )}
      </div>
      <Anchor component={Link} size="sm" {...({ to: "/sources/live", search: { source: id } } as object)}>
        {t("sources.watch")}
      </Anchor>
    </div>
  );
}

/** The library that sent an event, as it calls itself; `null` when it does not say. */
function libraryOf({ raw }: Arrival): string | null {
  try {
    const { name, version } = (JSON.parse(raw) as { context?: { library?: { name?: string; version?: string } } }).context?.library ?? {};
    return name ? [name, version].filter(Boolean).join(" ") : null;
  } catch {
    return null; // an event that is shown as text is no reason to show nothing
  }
}
