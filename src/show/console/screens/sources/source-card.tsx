import { Button } from "@mantine/core";
import {
  IconBuildingStore,
  IconClipboardText,
  IconFileTypeCsv,
  IconFolder,
  IconFolderDown,
  IconKey,
  IconRss,
  IconWebhook,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Feed } from "../../data/feeds.ts";
import { type Source, useKeyRevocation } from "../../data/sources.ts";
import { useFormat } from "../../frame/format.ts";
import { Sure } from "../../parts/sure.tsx";
import { When } from "../../parts/when.tsx";
import { KeyHelp } from "./key-help.tsx";
import { FeedState } from "./feed-state.tsx";
import { InboxFiles } from "./inbox-files.tsx";
import css from "./sources.module.css";

const signs = {
  key: IconKey,
  webhook: IconWebhook,
  import: IconFileTypeCsv,
  folder: IconFolder,
  inbox: IconFolderDown,
  feed: IconRss,
  survey: IconClipboardText,
  sample: IconBuildingStore,
  api: IconKey,
};
const freshMs = 3_600_000;

/** One source: is it alive, when was it seen, what came of what it sent. */
export function SourceCard({ of, feed }: { of: Source; feed: Feed | undefined }) {
  const { t } = useTranslation();
  const { number, since } = useFormat();
  const [asking, setAsking] = useState(false);
  const [explaining, setExplaining] = useState(false);
  const revoke = useKeyRevocation();
  const Sign = signs[of.kind];
  const life = of.revokedAt
    ? "revoked"
    : of.lastSeenAt === null
      ? "waiting"
      : of.kind !== "import" && of.kind !== "sample" && since(of.lastSeenAt) < freshMs
        ? "alive"
        : "quiet";
  const counts = [
    ["received", of.received],
    ["stored", of.stored],
    ["known", of.known],
    ["setAside", of.setAside],
  ] as const;
  return (
    <li className={css.card} data-life={life}>
      <header>
        <Sign size={18} stroke={1.6} aria-hidden />
        <div>
          <h2>{of.name}</h2>
          <small>
            {t(`sources.kind.${of.kind}`)}
            {of.prefix && <code>{of.prefix}…</code>}
            {of.origins.length > 0 && (
              <span className={css.pages}>{t("sources.pages", { count: of.origins.length, page: of.origins[0] })}</span>
            )}
          </small>
        </div>
        <span className={css.life}>
          <i aria-hidden="true" />
          {t(`sources.life.${life}`)}
          {of.lastSeenAt && life !== "revoked" && (
            <>
              {" "}
              · <When at={of.lastSeenAt} />
            </>
          )}
        </span>
      </header>
      <dl className={css.counts}>
        {counts.map(([name, count]) => (
          <div key={name}>
            <dt>{t(`sources.count.${name}`)}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      {of.refused.length > 0 && (
        <ul className={css.refused} aria-label={t("sources.refused")}>
          {of.refused.map(({ code, n }) => (
            <li key={code}>
              <code>{code}</code> {number(n)}
            </li>
          ))}
        </ul>
      )}
      {feed && <FeedState of={feed} />}
      {of.kind === "inbox" && <InboxFiles />}
      {of.kind === "key" && !of.revokedAt && (
        <footer>
          <Button component={Link} {...({ to: "/sources/live", search: { source: of.id } } as object)} variant="subtle" size="compact-sm">
            {t("sources.watch")}
          </Button>
          <Button variant="subtle" size="compact-sm" onClick={() => setExplaining(true)}>
            {t("sources.howTo")}
          </Button>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setAsking(true)}>
            {t("sources.revoke")}
          </Button>
        </footer>
      )}
      {explaining && <KeyHelp of={of} onClose={() => setExplaining(false)} />}
      {of.kind === "webhook" && (
        <footer>
          <Button component={Link} {...({ to: "/sources/webhook", search: { id: of.id } } as object)} variant="subtle" size="compact-sm">
            {t("sources.open")}
          </Button>
        </footer>
      )}
      {asking && (
        <Sure
          title={t("sources.revokeSure", { name: of.name })}
          why={t("sources.revokeWhy")}
          does={t("sources.revoke")}
          problem={revoke.error}
          busy={revoke.isPending}
          onNo={() => setAsking(false)}
          onYes={() => revoke.mutate(of.id, { onSuccess: () => setAsking(false) })}
        />
      )}
    </li>
  );
}
