import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Feed, useFeedChange, useFeedReading, useFeedRemoval } from "../../data/feeds.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken } from "../../parts/answer.tsx";
import { Sure } from "../../parts/sure.tsx";
import { When } from "../../parts/when.tsx";
import { Words } from "../../parts/words.tsx";
import css from "./feeds.module.css";

/** How a feed is doing, inside its source's card: when it was read, when its turn comes, what is wrong, and what can be done. */
export function FeedState({ of }: { of: Feed }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [asking, setAsking] = useState(false);
  const read = useFeedReading();
  const change = useFeedChange();
  const remove = useFeedRemoval();
  return (
    <>
      <p className={css.address}>{of.url}</p>
      {of.problem && (
        <div className={css.problem} role="status">
          <p>
            <Words>{of.problem}</Words>
          </p>
          {of.movedTo && (
            <Button size="compact-sm" variant="default" onClick={() => change.mutate({ id: of.id, change: { url: of.movedTo! } })}>
              {t("feeds.take")}
            </Button>
          )}
        </div>
      )}
      <p className={css.turn}>
        {of.readAt && (
          <>
            {t("feeds.read")} <When at={of.readAt} />
            {of.items !== null && ` · ${t("feeds.items", { count: of.items, n: number(of.items), fresh: number(of.fresh ?? 0) })}`}
            {" · "}
          </>
        )}
        {of.paused ? (
          t("feeds.paused")
        ) : (
          <>
            {t("feeds.next")} <When at={of.nextAt} />
          </>
        )}
      </p>
      {(read.error ?? change.error) && <Broken problem={read.error ?? change.error} />}
      <footer>
        <Button variant="subtle" size="compact-sm" loading={read.isPending} onClick={() => read.mutate(of.id)}>
          {t("feeds.now")}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          loading={change.isPending}
          onClick={() => change.mutate({ id: of.id, change: { paused: !of.paused } })}
        >
          {t(of.paused ? "feeds.goOn" : "feeds.pause")}
        </Button>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setAsking(true)}>
          {t("feeds.remove")}
        </Button>
      </footer>
      {asking && (
        <Sure
          title={t("feeds.removeSure", { name: of.name })}
          why={t("feeds.removeWhy")}
          does={t("feeds.remove")}
          problem={remove.error}
          busy={remove.isPending}
          onNo={() => setAsking(false)}
          onYes={() => remove.mutate(of.id, { onSuccess: () => setAsking(false) })}
        />
      )}
    </>
  );
}
