import { Autocomplete, Button, Modal, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { channels } from "../../../../model/channel.ts";
import { useTouchpoints } from "../../data/customers.ts";
import { useNewSurvey } from "../../data/sources.ts";
import { Broken } from "../../parts/answer.tsx";
import { useDraft } from "../../parts/draft.ts";
import css from "../surveys.module.css";

/** Makes a survey: what it is called, and where the customers whom it asks have just been. */
export function NewSurvey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft, dropDraft] = useDraft("survey", { title: "", touchpoint: "", channel: "web" });
  const [isTried, setTried] = useState(false);
  const known = [...new Set(useTouchpoints().data?.touchpoints.map(({ touchpoint }) => touchpoint))];
  const make = useNewSurvey();
  const misses = (field: "title" | "touchpoint") => draft[field].trim() === "";
  const problemOf = (field: "title" | "touchpoint") => isTried && misses(field) && t(`surveys.misses.${field}`);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (misses("title") || misses("touchpoint")) return;
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
      <form className={css.form} onSubmit={send} noValidate>
        <p>{t("surveys.what")}</p>
        <TextInput
          label={t("surveys.title")}
          placeholder={t("surveys.titleExample")}
          required
          data-autofocus
          maxLength={200}
          error={problemOf("title")}
          value={draft.title}
          onChange={(event) => setDraft({ ...draft, title: event.currentTarget.value })}
        />
        <Autocomplete
          label={t("by.touchpoint")}
          description={t("surveys.touchpointWhy")}
          placeholder={t("surveys.touchpointExample")}
          required
          maxLength={200}
          limit={8}
          data={known}
          error={problemOf("touchpoint")}
          value={draft.touchpoint}
          onChange={(touchpoint) => setDraft({ ...draft, touchpoint })}
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
          <Button type="submit" loading={make.isPending}>
            {t("surveys.make")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
