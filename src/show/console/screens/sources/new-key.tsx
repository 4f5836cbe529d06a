import { Button, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNewKey } from "../../data/sources.ts";
import { Broken } from "../../parts/answer.tsx";
import { Copy } from "../../parts/copy.tsx";
import { FirstEvent } from "./first-event.tsx";
import { areOrigins, Origins } from "./origins.tsx";
import { Programs } from "./programs.tsx";
import css from "./sources.module.css";

/** Makes a write key and shows it once, inside programs that can be copied. */
export function NewKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [origins, setOrigins] = useState<string[]>([]);
  const make = useNewKey();
  const send = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ name: name.trim(), origins });
  };
  return (
    <Modal opened onClose={onClose} title={t("sources.addKey")} size={720} closeOnClickOutside={!make.data}>
      {make.data ? (
        <KeyShown id={make.data.id} value={make.data.key} />
      ) : (
        <form className={css.form} onSubmit={send}>
          <TextInput
            label={t("key.name")}
            description={t("key.nameWhy")}
            placeholder={t("key.nameExample")}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Origins value={origins} onChange={setOrigins} />
          {make.error && <Broken problem={make.error} />}
          <div className={css.foot}>
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={name.trim() === "" || !areOrigins(origins)} loading={make.isPending}>
              {t("key.make")}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

function KeyShown({ id, value }: { id: string; value: string }) {
  const { t } = useTranslation();
  return (
    <div className={css.form}>
      <p>{t("key.once")}</p>
      <div className={css.key}>
        <code>{value}</code>
        <Copy text={value} />
      </div>
      <Programs value={value} />
      <FirstEvent id={id} />
    </div>
  );
}
