import { Select, Switch, TagsInput, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { channels, stages } from "../../../../model/channel.ts";
import { type Touchpoint, useTouchpointRemoval, useTouchpointSaving } from "../../data/catalogue.ts";
import { RecordDrawer } from "../../parts/record-drawer.tsx";
import css from "./catalogue.module.css";

type Words = Omit<Touchpoint, "id">;
const empty: Words = {
  name: "",
  names: [],
  channel: "web",
  stage: "",
  owner: "",
  isDirect: true,
  isControllable: true,
  isMoment: false,
  description: "",
};

/** A touchpoint in words: a new one, or one that is there. */
export function TouchpointForm({ of, onClose }: { of: Touchpoint | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState<Words>(of ?? empty);
  const save = useTouchpointSaving(of?.id ?? null);
  const removal = useTouchpointRemoval();
  const put = (changed: Partial<Words>) => setWords({ ...words, ...changed });
  const submit = () => {
    const { name, names, channel, stage, owner, isDirect, isControllable, isMoment, description } = words;
    save.mutate(
      { name, names, channel, stage, owner, isDirect, isControllable, isMoment, description },
      {
        onSuccess: () => {
          notifications.show({ message: t("catalogue.saved", { name }) });
          onClose();
        },
      },
    );
  };
  return (
    <RecordDrawer
      title={of ? of.name : t("catalogue.addTouchpoint")}
      size={460}
      isWhole={words.name.trim() !== ""}
      save={save}
      removal={
        of && {
          does: t("catalogue.remove"),
          title: t("catalogue.removeSure", { name: of.name }),
          why: t("catalogue.removeWhy"),
          order: removal,
          run: () => removal.mutate(of.id, { onSuccess: onClose }),
        }
      }
      onSave={submit}
      onClose={onClose}
    >
      <TextInput
        label={t("catalogue.name")}
        required
        data-autofocus
        value={words.name}
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      <TagsInput
        label={t("catalogue.names")}
        description={t("catalogue.namesWhy")}
        value={words.names}
        onChange={(names) => put({ names })}
        splitChars={[";"]}
      />
      <div className={css.pair}>
        <Select
          label={t("catalogue.stage")}
          data={[{ value: "", label: t("catalogue.noStage") }, ...stages.map((value) => ({ value, label: t(`stage.${value}`) }))]}
          allowDeselect={false}
          value={words.stage}
          onChange={(stage) => put({ stage: (stage ?? "") as Words["stage"] })}
        />
        <Select
          label={t("bar.channel")}
          data={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          allowDeselect={false}
          value={words.channel}
          onChange={(channel) => channel && put({ channel: channel as Words["channel"] })}
        />
      </div>
      <TextInput label={t("catalogue.ownerTeam")} value={words.owner} onChange={(event) => put({ owner: event.currentTarget.value })} />
      <Switch
        label={t("catalogue.isMoment")}
        description={t("catalogue.momentWhy")}
        checked={words.isMoment}
        onChange={(event) => put({ isMoment: event.currentTarget.checked })}
      />
      <Switch
        label={t("catalogue.isDirect")}
        description={t("catalogue.directWhy")}
        checked={words.isDirect}
        onChange={(event) => put({ isDirect: event.currentTarget.checked })}
      />
      <Switch
        label={t("catalogue.isControllable")}
        description={t("catalogue.controllableWhy")}
        checked={words.isControllable}
        onChange={(event) => put({ isControllable: event.currentTarget.checked })}
      />
      <Textarea
        label={t("catalogue.description")}
        autosize
        minRows={2}
        maxRows={8}
        value={words.description}
        onChange={(event) => put({ description: event.currentTarget.value })}
      />
    </RecordDrawer>
  );
}
