import { Button, Modal, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Channel, channels } from "../../../../model/channel.ts";
import { type FeedLook, useFeedLook, useNewFeed } from "../../data/feeds.ts";
import { useFormat } from "../../frame/format.ts";
import { Broken } from "../../parts/answer.tsx";
import { Score } from "../../parts/score.tsx";
import { When } from "../../parts/when.tsx";
import css from "./feeds.module.css";

const paces = [15, 60, 360, 1440];

/** Follows a feed in two steps: look at what the address holds, then say where it belongs. */
export function NewFeed({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [url, setUrl] = useState("");
  const look = useFeedLook();
  const send = (event: FormEvent) => {
    event.preventDefault();
    look.mutate({ url: url.trim() });
  };
  return (
    <Modal opened onClose={onClose} title={t("feeds.new")} size={620}>
      <form className={css.look} onSubmit={send}>
        <TextInput
          type="url"
          label={t("feeds.url")}
          description={t("feeds.urlWhy")}
          placeholder={t("feeds.urlExample")}
          data-autofocus
          value={url}
          onChange={(event) => {
            setUrl(event.currentTarget.value);
            look.reset();
          }}
        />
        <Button type="submit" variant={look.data ? "default" : "filled"} disabled={url.trim() === ""} loading={look.isPending}>
          {t("feeds.look")}
        </Button>
      </form>
      {look.error && (
        <div className={css.refusal}>
          <Broken problem={look.error} />
        </div>
      )}
      {look.data && <Follow key={look.data.title} url={url.trim()} found={look.data} onClose={onClose} />}
    </Modal>
  );
}

function Follow({ url, found, onClose }: { url: string; found: FeedLook; onClose: () => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const isRated = found.items.some(({ score }) => score !== null);
  const [name, setName] = useState(found.title.slice(0, 100) || new URL(url).hostname);
  const [touchpoint, setTouchpoint] = useState(t(isRated ? "feeds.review" : "feeds.mention"));
  const [channel, setChannel] = useState<Channel>(isRated ? "review" : "social");
  const [everyMinutes, setEvery] = useState(60);
  const make = useNewFeed();
  const send = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ name: name.trim(), url, channel, touchpoint: touchpoint.trim(), everyMinutes }, { onSuccess: onClose });
  };
  return (
    <form className={css.follow} onSubmit={send}>
      <p>{t("feeds.found", { count: found.total, n: number(found.total) })}</p>
      <ul className={css.items}>
        {found.items.map((item) => (
          <li key={`${item.at} ${item.comment}`}>
            {item.score !== null && <Score question="satisfaction" score={item.score} />}
            <p>{item.comment}</p>
            <small>
              <When at={item.at} />
            </small>
          </li>
        ))}
      </ul>
      <div className={css.pair}>
        <TextInput label={t("feeds.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Select
          label={t("feeds.every")}
          allowDeselect={false}
          data={paces.map((minutes) => ({ value: String(minutes), label: t(`feeds.paces.${minutes}`) }))}
          value={String(everyMinutes)}
          onChange={(minutes) => setEvery(Number(minutes ?? 60))}
        />
        <TextInput label={t("by.touchpoint")} value={touchpoint} onChange={(event) => setTouchpoint(event.currentTarget.value)} />
        <Select
          label={t("bar.channel")}
          allowDeselect={false}
          data={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          value={channel}
          onChange={(value) => setChannel((value ?? "review") as Channel)}
        />
      </div>
      {make.error && <Broken problem={make.error} />}
      <div className={css.foot}>
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button type="submit" disabled={!name.trim() || !touchpoint.trim()} loading={make.isPending}>
          {t("feeds.follow")}
        </Button>
      </div>
    </form>
  );
}
