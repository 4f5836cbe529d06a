import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type CaseFile, sayCause, useCase } from "../../data/cases.ts";
import { useFeedbackStory } from "../../data/feedback.ts";
import { useCalled } from "../../parts/called.ts";
import { Answer, Lines } from "../../parts/answer.tsx";
import { Due } from "../../parts/due.tsx";
import { Face } from "../../parts/face.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { Score } from "../../parts/score.tsx";
import { Timeline } from "../../parts/timeline.tsx";
import { When } from "../../parts/when.tsx";
import { withAnswer } from "../feedback/answer-story.tsx";
import { CaseActs } from "./case-acts.tsx";
import { CaseHistory } from "./case-history.tsx";
import { Thing } from "../../parts/thing.tsx";
import css from "./cases.module.css";
import { StateMark } from "./state-mark.tsx";

/** One customer to be helped: the answer, what happened around it, what was tried, and what can be done next. */
export default function CasePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { t } = useTranslation();
  const found = useCase(id);
  return (
    <Thing of={found}>
      {(file) => (
        <Page title={t("case.title", { number: file.number })} actions={<StateMark state={file.state} />}>
          <div className={css.case}>
            <div className={css.main}>
              <Said of={file} />
              <CaseActs file={file} />
              <Panel title={t("case.history")}>
                <CaseHistory file={file} />
              </Panel>
            </div>
            <div className={css.side}>
              <Facts of={file} />
              <Around of={file} />
            </div>
          </div>
        </Page>
      )}
    </Thing>
  );
}

function Said({ of }: { of: CaseFile }) {
  const { t } = useTranslation();
  return (
    <Panel>
      <div className={css.said}>
        <Score question={of.question} score={of.score} />
        <div>
          <blockquote>{of.comment || t("quote.silent")}</blockquote>
          <small>
            {t(`asked.${of.question}`, { defaultValue: of.question })} · {of.touchpoint} · <When at={of.answeredAt} plain />
          </small>
        </div>
      </div>
    </Panel>
  );
}

function Facts({ of }: { of: CaseFile }) {
  const { t } = useTranslation();
  const callOf = useCalled();
  const open = of.state !== "resolved" && of.state !== "closed";
  return (
    <Panel>
      <Link to={`/customers/${of.customerId}`} className={css.customer}>
        <Face name={of.customerName} size={36} />
        {callOf(of.customerId, of.customerName)}
      </Link>
      <dl className={css.facts}>
        {open && (
          <div>
            <dt>{t("case.clock")}</dt>
            <dd>
              <Due at={of.dueAt} late={of.late} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t("case.opened")}</dt>
          <dd>
            <When at={of.openedAt} />
          </dd>
        </div>
        <div>
          <dt>{t("case.owner")}</dt>
          <dd>{of.owner?.name ?? t("case.nobody")}</dd>
        </div>
        {of.cause && (
          <div>
            <dt>{t("case.cause")}</dt>
            <dd>{sayCause(of.causes, of.cause) ?? of.cause}</dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

function Around({ of }: { of: CaseFile }) {
  const { t } = useTranslation();
  const story = useFeedbackStory(of.feedbackId);
  return (
    <section className={css.around}>
      <h2>{t("feedback.around")}</h2>
      <Answer of={story} shape={<Lines count={8} height={28} />}>
        {(found) => <Timeline items={withAnswer(found)} here={of.feedbackId} />}
      </Answer>
    </section>
  );
}
