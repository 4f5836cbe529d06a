import { Button } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFeeds } from "../../data/feeds.ts";
import { type Source, useKeyRevocation, useSources } from "../../data/sources.ts";
import { Answer, Loading, Nothing } from "../../parts/answer.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { Sure } from "../../parts/sure.tsx";
import { FeedState } from "../sources/feed-state.tsx";
import { InboxFiles } from "../sources/inbox-files.tsx";
import { KeyHelp } from "../sources/key-help.tsx";
import { HealthPanel } from "./health-panel.tsx";
import { SourceSight } from "./source-sight.tsx";
import css from "./health.module.css";

/** One source: does it live, what became of what it sent, what is wrong with it, and which names it uses. */
export default function SourcePage() {
  const { t } = useTranslation();
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const found = useSources();
  return (
    <Answer of={found} shape={<Loading />}>
      {({ sources }) => {
        const source = sources.find((one) => one.id === id);
        return source ? (
          <OneSource key={id} of={source} />
        ) : (
          <Page title={t("nav.sources")}>
            <Nothing
              title={t("health.lost")}
              action={
                <Button component={Link} to="/sources" variant="default" size="xs">
                  {t("webhook.back")}
                </Button>
              }
            />
          </Page>
        );
      }}
    </Answer>
  );
}

function OneSource({ of }: { of: Source }) {
  const { t } = useTranslation();
  const feed = useFeeds().data?.feeds.find(({ id }) => id === of.id);
  const pages = of.origins.length > 0 ? ` · ${t("sources.pages", { count: of.origins.length, page: of.origins[0] })}` : "";
  return (
    <Page
      title={of.name}
      question={`${t(`sources.kind.${of.kind}`)}${of.prefix ? ` ${of.prefix}…` : ""}${pages}`}
      actions={
        <>
          <Button component={Link} to="/sources" variant="default" size="xs">
            {t("webhook.back")}
          </Button>
          <Button component={Link} {...({ to: "/sources/live", search: { source: of.id } } as object)} variant="default" size="xs">
            {t("sources.watch")}
          </Button>
          {of.kind === "key" && !of.revokedAt && <KeyActs of={of} />}
        </>
      }
    >
      <HealthPanel of={of} />
      {feed && (
        <Panel>
          <div className={css.feed}>
            <FeedState of={feed} />
          </div>
        </Panel>
      )}
      {of.kind === "inbox" && (
        <Panel>
          <InboxFiles />
        </Panel>
      )}
      <SourceSight source={of.id} />
    </Page>
  );
}

function KeyActs({ of }: { of: Source }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [explaining, setExplaining] = useState(false);
  const revoke = useKeyRevocation();
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setExplaining(true)}>
        {t("sources.howTo")}
      </Button>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        {t("sources.revoke")}
      </Button>
      {explaining && <KeyHelp of={of} onClose={() => setExplaining(false)} />}
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
    </>
  );
}
