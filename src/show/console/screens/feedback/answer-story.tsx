import { Button } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { TimelineItem } from "../../data/customers.ts";
import { type FeedbackStory, useFeedbackStory } from "../../data/feedback.ts";
import { Answer, Lines } from "../../parts/answer.tsx";
import { CustomerLink } from "../../parts/customer-link.tsx";
import { Face } from "../../parts/face.tsx";
import { Score } from "../../parts/score.tsx";
import { Timeline } from "../../parts/timeline.tsx";
import { When } from "../../parts/when.tsx";
import css from "./feedback.module.css";

/** One answer with what its customer did before and after it. */
export function AnswerStory({ id }: { id: string }) {
  const { t } = useTranslation();
  const story = useFeedbackStory(id);
  return (
    <Answer of={story} shape={<Lines count={8} />}>
      {(found) => (
        <article className={css.answer}>
          <header>
            <Face name={found.customerName} size={36} />
            <div>
              <CustomerLink id={found.customerId} name={found.customerName} />
              <small>
                <When at={found.timestamp} plain /> · {found.touchpoint || t(`channel.${found.channel}`, { defaultValue: found.channel })}
              </small>
            </div>
          </header>
          <div className={css.said}>
            <Score question={found.question} score={found.score} />
            <blockquote lang={found.language || undefined}>{found.comment || t("quote.silent")}</blockquote>
          </div>
          {found.caseId && (
            <Button component={Link} to={`/cases/${found.caseId}`} variant="light" size="xs" rightSection={<IconArrowRight size={14} />}>
              {t("feedback.openCase")}
            </Button>
          )}
          <h2>{t("feedback.around")}</h2>
          <Timeline items={withAnswer(found)} here={found.id} />
        </article>
      )}
    </Answer>
  );
}

/** The steps with the answer itself in its place among them, oldest first. */
export function withAnswer({ steps, ...answer }: FeedbackStory): TimelineItem[] {
  const own: TimelineItem = { ...answer, fact: "feedback", kind: answer.question, name: answer.question };
  const others = steps.filter(({ id }) => id !== answer.id);
  return [...others, own].toSorted((a, b) => a.timestamp.localeCompare(b.timestamp));
}
