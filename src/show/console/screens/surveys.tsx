import { Button } from "@mantine/core";
import { IconExternalLink, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Survey, useSurveys } from "../data/sources.ts";
import { useFormat } from "../frame/format.ts";
import { Answer, Lines, Nothing } from "../parts/answer.tsx";
import { Copy } from "../parts/copy.tsx";
import { Page, Panel } from "../parts/page.tsx";
import { NewSurvey } from "./surveys/new-survey.tsx";
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
