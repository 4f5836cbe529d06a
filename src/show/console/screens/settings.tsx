import { Button } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDoor, useSampleRemoval, useTeam, useWorkspace } from "../data/door.ts";
import { Answer, Lines } from "../parts/answer.tsx";
import { Face } from "../parts/face.tsx";
import { Page, Panel } from "../parts/page.tsx";
import { Sure } from "../parts/sure.tsx";
import { PrivacyPanel } from "./settings/privacy-form.tsx";
import { Places } from "./settings/places.tsx";
import { PasswordForm } from "./settings/password-form.tsx";
import { NobodyList } from "./settings/nobody-list.tsx";
import { CaseRules, Hours, Workplace } from "./settings/workspace-form.tsx";
import css from "./settings/settings.module.css";

/** How we work here: the workspace, its hours, when a case opens, who is in. */
export default function Settings() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  return (
    <Page title={t("nav.settings")} question={t("question.settings")}>
      <div className={css.panels}>
        <Answer of={workspace} shape={<Lines count={3} height={180} />}>
          {(found) => (
            <div className={css.panels}>
              <Workplace of={found} />
              <Hours of={found} />
              <CaseRules of={found} />
            </div>
          )}
        </Answer>
        <Places />
        <NobodyList />
        <PrivacyPanel />
        <Team />
        <PasswordForm />
        <Sample />
        <Developers />
      </div>
    </Page>
  );
}

function Team() {
  const { t } = useTranslation();
  const team = useTeam();
  return (
    <Panel title={t("settings.team")} note={t("settings.teamWhy")}>
      <Answer of={team} shape={<Lines count={2} />}>
        {({ members }) => (
          <ul className={css.members}>
            {members.map(({ id, name, email, role }) => (
              <li key={id}>
                <Face name={name} />
                <div>
                  <b>{name}</b>
                  <small>{email}</small>
                </div>
                <span>{t(`role.${role}`, { defaultValue: role })}</span>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Panel>
  );
}

function Sample() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const state = useDoor().data?.workspace?.sample;
  const removal = useSampleRemoval();
  const [asking, setAsking] = useState(false);
  if (state !== "loaded") return null;
  return (
    <Panel title={t("settings.sample")} note={t("settings.sampleWhy")}>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("settings.sampleRemove")}
      </Button>
      {asking && (
        <Sure
          title={t("settings.sampleSure")}
          why={t("settings.sampleSureWhy")}
          does={t("settings.sampleRemove")}
          problem={removal.error}
          busy={removal.isPending}
          onNo={() => setAsking(false)}
          onYes={() => removal.mutate(undefined, { onSuccess: () => void navigate({ to: "/" }) })}
        />
      )}
    </Panel>
  );
}

function Developers() {
  const { t } = useTranslation();
  const version = useDoor().data?.version;
  return (
    <Panel title={t("settings.api")} note={t("settings.apiWhy")}>
      <div className={css.links}>
        <Button component="a" href="/api/docs" target="_blank" variant="default" rightSection={<IconExternalLink size={14} />}>
          {t("settings.apiDocs")}
        </Button>
        <Button component="a" href="/api/openapi.json" target="_blank" variant="default" rightSection={<IconExternalLink size={14} />}>
          {t("settings.openapi")}
        </Button>
        <span>{t("settings.version", { version })}</span>
      </div>
    </Panel>
  );
}
