import { Button, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type DeadLetter, useDeadLetterRemoval, useDeadLetters, useReplay, useSources } from "../../data/sources.ts";
import { useAddress } from "../../frame/address.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer, Broken, Lines, Nothing } from "../../parts/answer.tsx";
import { More } from "../../parts/more.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { When } from "../../parts/when.tsx";
import { Words } from "../../parts/words.tsx";
import css from "./sources.module.css";

/** Facts that could not be used, each with its reason, kept whole: mend and replay. */
export default function SetAsidePage() {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [address, change] = useAddress();
  const { source, code } = address;
  const list = useDeadLetters(source ?? null, code ?? null);
  const name = useSources().data?.sources.find(({ id }) => id === source)?.name ?? source;
  const narrowed = [name, code].filter(Boolean).join(" · ");
  return (
    <Page
      title={t("setAside.title")}
      question={t("setAside.why")}
      actions={
        <>
          {narrowed && (
            <Button variant="default" size="xs" onClick={() => change({ source: null, code: null })}>
              {t("setAside.only", { narrowed })}
            </Button>
          )}
          <Button component={Link} to="/sources" variant="default" size="xs">
            {t("webhook.back")}
          </Button>
        </>
      }
    >
      <Answer
        of={list}
        shape={<Lines count={4} height={120} />}
        isEmpty={({ items }) => items.length === 0}
        whenEmpty={<Nothing title={t("setAside.none")}>{t("setAside.noneWhy")}</Nothing>}
      >
        {({ items, total }) => (
          <div className={css.letters}>
            <p className={css.quiet}>{t("frame.deadLetters", { count: total, n: number(total) })}</p>
            {items.map((letter) => (
              <Letter key={letter.id} of={letter} />
            ))}
            <More shown={items.length} total={total} more={list.more} reading={list.reading} />
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Letter({ of }: { of: DeadLetter }) {
  const { t } = useTranslation();
  const source = useSources().data?.sources.find(({ id, parts }) => id === of.sourceId || parts.includes(of.sourceId));
  const [raw, setRaw] = useState(of.raw);
  const replay = useReplay();
  const removal = useDeadLetterRemoval();
  const again = () =>
    replay.mutate(
      { id: of.id, ...(raw === of.raw ? {} : { raw }) },
      { onSuccess: () => notifications.show({ message: t("setAside.replayed") }) },
    );
  return (
    <Panel
      title={<Words>{of.problem}</Words>}
      note={
        <>
          <code>{of.code}</code> · {source?.name ?? of.sourceId} · <When at={of.receivedAt} />
        </>
      }
    >
      <Textarea
        aria-label={t("setAside.raw")}
        autosize
        minRows={2}
        maxRows={14}
        value={raw}
        onChange={(event) => setRaw(event.currentTarget.value)}
        classNames={{ input: css.mono ?? "" }}
      />
      {(replay.error ?? removal.error) && <Broken problem={replay.error ?? removal.error} />}
      <div className={css.foot}>
        <Button variant="subtle" color="gray" size="xs" loading={removal.isPending} onClick={() => removal.mutate(of.id)}>
          {t("setAside.remove")}
        </Button>
        <Button variant="default" size="xs" loading={replay.isPending} onClick={again}>
          {t(raw === of.raw ? "setAside.replay" : "setAside.mend")}
        </Button>
      </div>
    </Panel>
  );
}
