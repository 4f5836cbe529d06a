import { Button, Modal, SegmentedControl, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNewKey } from "../../data/sources.ts";
import { Broken } from "../../parts/answer.tsx";
import { Copy } from "../../parts/copy.tsx";
import { snippets } from "./snippets.ts";
import css from "./sources.module.css";

/** Makes a write key and shows it once, inside programs that can be copied. */
export function NewKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const make = useNewKey();
  const send = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ name: name.trim() });
  };
  return (
    <Modal opened onClose={onClose} title={t("sources.addKey")} size={680} closeOnClickOutside={!make.data}>
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
          {make.error && <Broken problem={make.error} />}
          <div className={css.foot}>
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={name.trim() === ""} loading={make.isPending}>
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
  const [way, setWay] = useState("node");
  const program = snippets[way]?.(location.origin, value) ?? "";
  return (
    <div className={css.form}>
      <p>{t("key.once")}</p>
      <div className={css.key}>
        <code>{value}</code>
        <Copy text={value} />
      </div>
      <SegmentedControl
        aria-label={t("key.way")}
        value={way}
        onChange={setWay}
        data={Object.keys(snippets).map((name) => ({ value: name, label: t(`key.ways.${name}`) }))}
      />
      <div className={css.code}>
        <pre tabIndex={0}>{program}</pre>
        <Copy text={program} />
      </div>
      <div className={css.foot}>
        <Button component={Link} {...({ to: "/sources/live", search: { source: id } } as object)}>
          {t("key.watch")}
        </Button>
      </div>
    </div>
  );
}
