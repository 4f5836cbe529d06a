import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconFileImport, IconKey, IconRss, IconWebhook } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useWarnings } from "../data/source-health.ts";
import { useDeadLetters, useSources } from "../data/sources.ts";
import { useAddress } from "../frame/address.ts";
import { useFormat } from "../frame/format.ts";
import { Answer, Lines, Nothing } from "../parts/answer.tsx";
import { Page, Panel } from "../parts/page.tsx";
import { AccountsPanel } from "./health/accounts-panel.tsx";
import css from "./health/health.module.css";
import { SourceTable } from "./health/source-table.tsx";
import { NewFeed } from "./sources/new-feed.tsx";
import { NewKey } from "./sources/new-key.tsx";

/** Where our facts come from: whether everything is accounted for, and one line a source, alive or not. */
export default function Sources() {
  const { t } = useTranslation();
  const { number } = useFormat();
  const sources = useSources();
  const letters = useDeadLetters().data?.total;
  const warnings = useWarnings(null).data?.warnings.filter(({ isNote }) => !isNote).length;
  const [{ add: making }, change] = useAddress();
  const setMaking = (kind: "key" | "feed" | null) => change({ add: kind });
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
          <Button component={Link} to="/sources/warnings" variant="default" size="xs">
            {warnings === undefined ? t("warning.title") : t("warning.open_n", { n: number(warnings) })}
          </Button>
          <Button component={Link} to="/sources/set-aside" variant="default" size="xs">
            {letters === undefined ? t("setAside.title") : t("sources.setAside", { n: number(letters) })}
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
          <div className={css.list}>
            <AccountsPanel sources={found.sources} />
            <Panel flush>
              <SourceTable sources={found.sources} />
            </Panel>
          </div>
        )}
      </Answer>
      {making === "key" && <NewKey onClose={() => setMaking(null)} />}
      {making === "feed" && <NewFeed onClose={() => setMaking(null)} />}
    </Page>
  );
}
