import { Button, Modal, Select, TextInput } from "@mantine/core";
import { IconExternalLink, IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { channels } from "../../../model/channel.ts";
import { type Survey, useNewSurvey, useSurveys } from "../data/sources.ts";
import { useFormat } from "../frame/format.ts";
import { Answer, Broken, Lines, Nothing } from "../parts/answer.tsx";
import { Copy } from "../parts/copy.tsx";
import { useDraft } from "../parts/draft.ts";
import { Page, Panel } from "../parts/page.tsx";
import css from "./surveys.module.css";

/** Hosted pages that ask one question, each with the link that leads to it. */
export default function Surveys() {
  const { t } = useTranslation();
  const surveys = useSurveys();
  const [making, setMaking] = useState(false);
  const add = (
    <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setMaking(true)}>
      {t("surveys.new")}
    </Button>
  );
  return (
    <Page title={t("nav.surveys")} question={t("question.surveys")} actions={add}>
      <Answer
        of={surveys}
        shape={<Lines count={3} height={72} />}
        isEmpty={(found) => found.surveys.length === 0}
        whenEmpty={
          <Nothing title={t("surveys.none")} action={add}>
            {t("surveys.noneWhy")}
          </Nothing>
        }
      >
        {(found) => (
          <Panel flush>
            <ul>
              {found.surveys.map((survey) => (
                <Row key={survey.id} of={survey} />
              ))}
            </ul>
          </Panel>
        )}
      </Answer>
      {making && <NewSurvey onClose={() => setMaking(false)} />}
    </Page>
  );
}

function Row({ of }: { of: Survey }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const link = new URL(of.url, location.origin).href;
  return (
    <li className={css.row}>
      <div>
        <b>{of.title}</b>
        <small>{t("surveys.responses", { count: of.responses, n: number(of.responses) })}</small>
      </div>
      <code>{link}</code>
      <Copy text={link} />
      <Button component="a" href={link} target="_blank" variant="default" size="xs" rightSection={<IconExternalLink size={14} />}>
        {t("surveys.open")}
      </Button>
    </li>
  );
}

function NewSurvey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft, dropDraft] = useDraft("survey", { title: "", touchpoint: "", channel: "web" });
  const make = useNewSurvey();
  const send = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(
      { ...draft, question: "recommend" },
      {
        onSuccess: () => {
          dropDraft();
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={t("surveys.new")} size={480}>
      <form className={css.form} onSubmit={send}>
        <p>{t("surveys.what")}</p>
        <TextInput
          label={t("surveys.title")}
          placeholder={t("surveys.titleExample")}
          data-autofocus
          value={draft.title}
          onChange={(event) => setDraft({ ...draft, title: event.currentTarget.value })}
        />
        <TextInput
          label={t("by.touchpoint")}
          placeholder={t("surveys.touchpointExample")}
          value={draft.touchpoint}
          onChange={(event) => setDraft({ ...draft, touchpoint: event.currentTarget.value })}
        />
        <Select
          label={t("bar.channel")}
          allowDeselect={false}
          data={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          value={draft.channel}
          onChange={(channel) => setDraft({ ...draft, channel: channel ?? "web" })}
        />
        {make.error && <Broken problem={make.error} />}
        <div className={css.foot}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={!draft.title.trim() || !draft.touchpoint.trim()} loading={make.isPending}>
            {t("surveys.make")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
