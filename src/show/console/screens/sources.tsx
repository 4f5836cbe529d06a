import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconFileImport, IconKey, IconRss, IconWebhook } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFeeds } from "../data/feeds.ts";
import { useDeadLetters, useSources } from "../data/sources.ts";
import { useFormat } from "../frame/format.ts";
import { Answer, Lines, Nothing } from "../parts/answer.tsx";
import { Page } from "../parts/page.tsx";
import { NewFeed } from "./sources/new-feed.tsx";
import { NewKey } from "./sources/new-key.tsx";
import { SourceCard } from "./sources/source-card.tsx";
import css from "./sources/sources.module.css";

/** Where our facts come from: one card a source, alive or not, with what could not be used. */
export default function Sources() {
  const { t } = useTranslation();
  const { number } = useFormat();
  const sources = useSources();
  const letters = useDeadLetters().data?.total;
  const feeds = useFeeds().data?.feeds ?? [];
  const [making, setMaking] = useState<"key" | "feed" | null>(null);
  const add = (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button size="xs" rightSection={<IconChevronDown size={14} />}>
          {t("sources.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconKey size={16} />} onClick={() => setMaking("key")}>
          {t("sources.addKey")}
        </Menu.Item>
        <Menu.Item leftSection={<IconFileImport size={16} />} component={Link} to="/sources/import">
          {t("sources.addFile")}
        </Menu.Item>
        <Menu.Item leftSection={<IconRss size={16} />} onClick={() => setMaking("feed")}>
          {t("sources.addFeed")}
        </Menu.Item>
        <Menu.Item leftSection={<IconWebhook size={16} />} component={Link} to="/sources/webhook">
          {t("sources.addHook")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
  return (
    <Page
      title={t("nav.sources")}
      question={t("question.sources")}
      actions={
        <>
          <Button component={Link} to="/sources/live" variant="default" size="xs">
            {t("sources.live")}
          </Button>
          <Button component={Link} to="/sources/set-aside" variant="default" size="xs">
            {t("sources.setAside", { n: number(letters ?? 0) })}
          </Button>
          {add}
        </>
      }
    >
      <Answer
        of={sources}
        shape={<Lines count={3} height={120} />}
        isEmpty={(found) => found.sources.length === 0}
        whenEmpty={
          <Nothing title={t("sources.none")} action={add}>
            {t("sources.noneWhy")}
          </Nothing>
        }
      >
        {(found) => (
          <ul className={css.cards}>
            {found.sources.map((source) => (
              <SourceCard key={source.id} of={source} feed={feeds.find(({ id }) => id === source.id)} />
            ))}
          </ul>
        )}
      </Answer>
      {making === "key" && <NewKey onClose={() => setMaking(null)} />}
      {making === "feed" && <NewFeed onClose={() => setMaking(null)} />}
    </Page>
  );
}
