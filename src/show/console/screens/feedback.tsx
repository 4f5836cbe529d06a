import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { useFeedback } from "../data/feedback.ts";
import { useAddress } from "../frame/address.ts";
import { useBar } from "../frame/bar.ts";
import { useKeys } from "../frame/keys.tsx";
import { PeriodBar } from "../frame/period-bar.tsx";
import { Answer, Lines, Nothing } from "../parts/answer.tsx";
import { Download } from "../parts/download.tsx";
import { useHasFacts, Widen } from "../parts/next-step.tsx";
import { Page } from "../parts/page.tsx";
import { SearchWords } from "../parts/search-words.tsx";
import { AnswerStory } from "./feedback/answer-story.tsx";
import { facetNames, FacetList } from "./feedback/facet-list.tsx";
import css from "./feedback/feedback.module.css";
import { ReadingList } from "./feedback/reading-list.tsx";

/** What are they saying? Facets on the left, a reading list in the middle, the chosen answer with its customer's steps on the right. */
export default function Feedback() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const narrow = useMediaQuery("(max-width: 1100px)") ?? false;
  const own = Object.fromEntries([...facetNames, "metric", "q"].map((name) => [name, address[name]]));
  const params = { ...useBar(), ...own };
  const hasFacts = useHasFacts();
  const list = useFeedback(params);
  const items = list.data?.items ?? [];
  const chosen = address.answer ?? (narrow ? null : (items[0]?.id ?? null));
  const at = items.findIndex(({ id }) => id === chosen);
  const step = (by: number) => {
    const next = items[at + by];
    if (next) change({ answer: next.id });
    else if (by > 0) list.more?.();
  };

  useKeys([
    { keys: "j", label: t("feedback.keys.next"), run: () => step(1) },
    { keys: "k", label: t("feedback.keys.back"), run: () => step(-1) },
  ]);

  return (
    <Page
      title={t("nav.feedback")}
      question={t("question.feedback")}
      bar={<PeriodBar />}
      wide
      actions={
        <Download of="/feedback.csv" params={params}>
          {t("rows.export")}
        </Download>
      }
    >
      <div className={css.columns}>
        <section className={css.facets} aria-label={t("feedback.facets")}>
          <Search />
          <FacetList params={params} />
        </section>
        <Answer
          of={list}
          shape={<Lines count={9} height={76} />}
          isEmpty={({ items }) => items.length === 0}
          whenEmpty={
            <Nothing title={t(hasFacts ? "feedback.none" : "feedback.never")} action={<Widen />}>
              {t(hasFacts ? "feedback.noneWhy" : "feedback.neverWhy")}
            </Nothing>
          }
        >
          {(found) => (
            <ReadingList
              items={found.items}
              total={found.total}
              chosen={chosen}
              onChoose={(id) => change({ answer: id }, narrow ? "push" : undefined)}
              more={list.more}
              reading={list.reading}
            />
          )}
        </Answer>
        {!narrow && chosen && (
          <section className={css.story} aria-label={t("feedback.answer")}>
            <AnswerStory id={chosen} />
          </section>
        )}
      </div>
      {narrow && (
        <Drawer
          opened={address.answer !== undefined}
          onClose={() => change({ answer: null })}
          position="right"
          size={480}
          title={t("feedback.answer")}
        >
          {address.answer && <AnswerStory id={address.answer} />}
        </Drawer>
      )}
    </Page>
  );
}

function Search() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  return (
    <SearchWords label={t("feedback.search")} value={address.q ?? ""} wait={300} size="sm" onAsk={(q) => change({ q, answer: null })} />
  );
}
